//===- Flatten.h - One analysable function per root -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Real handlers reach the user's code through ten layers of templates that move
// a closure about. Rather than model those moves, we let LLVM undo them: on a
// private copy of the module, every call that has a body and no library model is
// inlined into the roots, and SROA turns the moved closures into plain values.
// The analysis then sees, in one function, loads from the operation object and
// what is done with them; the inlined-at chain of each instruction is the call
// chain that explains it. The copy is thrown away: the user's code is not
// touched.
//
// Soundness: only passes that never remove a store to memory that others can see
// run on what is analysed (inliner, SROA, InstSimplify, SimplifyCFG). Bodies are
// inlined only where the definition in this module is one that the program may
// run (not weak). Recursive functions and those beyond the budget are not
// inlined; they become roots with summaries of their own.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_FLATTEN_H
#define POLYCHROME_ANALYSIS_FLATTEN_H

#include "pass/analysis/Coroutines.h"
#include "pass/analysis/Handlers.h"
#include "pass/analysis/ObjectTypes.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/Module.h"

#include <functional>
#include <memory>
#include <set>

namespace polychrome {

class Models;

/// Tells this unit from every other one of the program, also from those of one file name:
/// no two of them define the same external symbols.
std::string unitName(const llvm::Module &M);

/// How the whole program calls a function or variable of a unit: its mangled name,
/// with the unit's name in front where it is internal.
std::string unitSymbol(const llvm::GlobalValue &G, llvm::StringRef Unit);

/// The function that a vtable's slot calls, or null: an alias that no other unit
/// replaces is the function behind it, one that another unit may replace stays itself.
const llvm::GlobalValue *slotTarget(const llvm::Constant *Slot);

/// Names of classes in vtables' type metadata. Those of this unit alone have no
/// name in the IR; they are numbered in the order of the vtables.
class InternalTypeIds {
public:
  InternalTypeIds() = default;
  InternalTypeIds(const llvm::Module &M, std::string UnitName);

  /// Empty if Id stands for no class.
  std::string name(const llvm::Metadata *Id) const;

private:
  std::string Unit;
  llvm::DenseMap<const llvm::Metadata *, unsigned> Numbers;
};

/// What the analysis of one function may cost: the compiler never hangs.
struct Budget {
  /// Instructions that one root may reach before its callees are summarised
  /// separately instead of inlined.
  unsigned Instructions = 120000;
  /// Steps of the pointer analysis before the function counts as unknown.
  std::uint64_t Steps = 40'000'000;
};

/// On the parameter of a handler, or of what was made from one, that is its closure's address:
/// memory that the loop has handed to this invocation.
inline constexpr llvm::StringLiteral ClosureAttribute = "polychrome-closure";

struct Flat {
  std::unique_ptr<llvm::Module> M;
  /// The functions of the copy that need a summary, sorted by symbol.
  std::vector<llvm::Function *> Functions;
  /// Those of them that exceed the budget for inlining.
  llvm::SmallPtrSet<const llvm::Function *, 8> TooLarge;
  /// How the whole program calls a function or variable of the copy: its mangled
  /// name, with the unit's name in front where it is internal.
  llvm::DenseMap<const llvm::GlobalValue *, std::string> Symbols;
  llvm::StringMap<const llvm::GlobalVariable *> Variables; ///< by symbol
  std::string Unit;                                        ///< unitName() of the original
  InternalTypeIds TypeIds;
  StructLayouts Layouts; ///< as before anything was simplified; ObjectTypes refers to it
  /// The elements of deques with an allocator of the program's own: an iterator does not say.
  std::set<std::string, std::less<>> OtherDeques;
  llvm::DenseMap<const llvm::Function *, model::HandlerKind> Handlers; ///< those of the copy
  /// What the loop resumes of coroutines.
  llvm::DenseMap<const llvm::Function *, CoroutineBody> Coroutines;
  Budget Limits;
  /// False with -fno-strict-aliasing: memory indexed as a struct may be anything.
  bool StrictAliasing = true;
};

Flat flatten(llvm::Module &M, llvm::ArrayRef<Handler> Handlers, const Models &Lib,
             const Budget &Limits = {});

/// What was done to every function of the copy, for one that has changed since.
void simplify(llvm::Function &F);

/// A function of M, the copy, that only calls the modelled function F with its own
/// parameters, so that its model can be summarised like a body.
llvm::Function *modelCaller(llvm::Module &M, const llvm::Function &F);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_FLATTEN_H
