//===- PointerValues.h - Where a function's pointers point ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For one flattened function: each value's set of symbolic addresses (Path), in
// the manner of Andersen's inclusion constraints, flow-insensitive and
// field-sensitive by byte offset. Local objects (stack variables and fresh heap
// objects) have tracked contents; a load from anywhere else yields the path that
// names the location. Integers carry addresses through arithmetic like pointers
// do, so a pointer that travels as an integer is not lost.
//
// Soundness: a set over-approximates; `Any` says that the pointer may also be
// something not listed. What a callee may have stored into a local object is the
// path that loads from it, left for link() to resolve.
//
// Not handled: pointers that leak through control flow alone (if (p == q) ...).
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_POINTERVALUES_H
#define POLYCHROME_ANALYSIS_POINTERVALUES_H

#include "pass/analysis/Flatten.h"
#include "pass/model/Summary.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

#include <map>
#include <tuple>
#include <vector>

namespace llvm {
class CallBase;
class DataLayout;
class GEPOperator;
class Instruction;
class LoadInst;
class MemTransferInst;
class Value;
} // namespace llvm

namespace polychrome {

class Models;
class TypeTags;
struct Model;

class PointerValues {
public:
  PointerValues(llvm::Function &F, const Flat &Copy, const Models &Lib, TypeTags &Tags);

  /// The addresses that V may be; valid for V in F or a constant.
  model::ValueSet of(const llvm::Value *V);

  /// The pointers that are stored at these addresses.
  model::ValueSet loadedFrom(const model::ValueSet &Where) { return loaded(Where, {}); }

  /// The local objects, numbered as in Path::Index.
  std::vector<model::LocalObject> locals() const;

  /// The number of a call among those whose result is a CallResult path.
  unsigned callIndex(const llvm::CallBase *C);

  /// False if the budget ran out: nothing is known about this function.
  bool converged() const { return Converged; }

  /// Values that were stored where others may read them.
  const model::ValueSet &published() const { return Published; }

  /// Whether the store may leave a pointer at its address other than null or the
  /// one that was there; From gets the local objects on whose contents, as callees
  /// left them, this depends.
  bool rebinds(const llvm::Instruction &Store, std::vector<std::uint32_t> &From);

private:
  /// A path without its last offset.
  using Base = std::tuple<model::Root, std::uint32_t, std::string, std::vector<model::Load>>;
  static Base baseOf(const model::Path &P) { return {P.Kind, P.Index, P.Name, P.Loads}; }
  /// Bytes copied from outside into a local object: [At, At + Size) is From.
  struct CopiedRange {
    std::int64_t At;
    std::uint64_t Size;
    model::Path From;
    auto operator<=>(const CopiedRange &) const = default;
  };
  struct Local {
    std::map<std::int64_t, model::ValueSet> Contents;
    std::vector<CopiedRange> Ranges;
    bool PassedOn = false; ///< its address went to a callee or outside
  };

  llvm::Function &F;
  const Flat &Copy;
  const Models &Lib;
  TypeTags &Tags;
  const llvm::DataLayout &DL;
  llvm::StringMap<const llvm::GlobalVariable *> Constants;
  /// Pointer members that some load showed to be a container's: the same bytes read
  /// through a plain reference own as well. By base and offset, the owner's type.
  std::map<std::pair<Base, std::int64_t>, std::string> Owners;
  llvm::DenseMap<const llvm::Value *, model::ValueSet> Values;
  llvm::DenseMap<const llvm::Value *, unsigned> LocalIds;
  llvm::DenseMap<const llvm::CallBase *, unsigned> CallIds;
  std::vector<Local> Locals;
  /// Pointers written into memory that is not a local object, by where they were
  /// written, and those of them that no path there covers, by the access's type.
  std::map<Base, std::map<std::int64_t, model::ValueSet>> Outside;
  std::map<model::TypeTag, model::ValueSet> Foreign;
  model::ValueSet Published;
  bool Changed = false;
  bool Converged = false;
  std::uint64_t Work = 0; ///< values looked at so far

  void solve();
  void restart();
  void visit(llvm::Instruction &I);
  void visitCall(llvm::CallBase &C);
  void visitTransfer(const model::ValueSet &To, const model::ValueSet &From, std::uint64_t Size);
  bool visitIntrinsic(llvm::CallBase &C);
  void visitModelled(llvm::CallBase &C, const Model &M);
  void store(const model::ValueSet &Where, const model::ValueSet &What,
             const model::TypeTag &Tag = {});
  void passOn(const model::ValueSet &V);
  void fillLocals(const model::ValueSet &Objects, std::uint64_t Size, unsigned Id);
  /// How a pointer is loaded: the width, the access's type, whether that type owns.
  struct LoadKind {
    std::uint64_t Size = 8;
    model::TypeTag Tag = {};
    bool Owning = false;
    std::string Owner = {};
  };
  model::ValueSet loaded(const model::ValueSet &From, const LoadKind &K);
  model::ValueSet loadedLocal(const model::Path &P, const LoadKind &K);
  model::ValueSet loadedOutside(const model::Path &P, const LoadKind &K);
  model::ValueSet constant(const llvm::Constant *C);
  model::ValueSet indexed(const llvm::GEPOperator &G);
  unsigned localId(const llvm::Value *V);
  void add(const llvm::Value *V, const model::ValueSet &S);
  bool merge(model::ValueSet &Into, const model::ValueSet &S);
};

/// Loads beyond this many are folded into one.
inline constexpr unsigned MaxLoads = 3;

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_POINTERVALUES_H
