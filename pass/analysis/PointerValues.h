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
  model::ValueSet loadedFrom(const model::ValueSet &Where) { return loaded(Where, 8, false, {}); }

  /// The local objects, numbered as in Path::Index.
  std::vector<model::LocalObject> locals() const;

  /// The number of a call among those whose result is a CallResult path.
  unsigned callIndex(const llvm::CallBase *C);

  /// False if the budget ran out: nothing is known about this function.
  bool converged() const { return Converged; }

  /// Values that were stored where others may read them.
  const model::ValueSet &published() const { return Published; }

  /// What the store may leave at its address, for Rebinds.
  bool rebinds(const llvm::Instruction &Store);

private:
  /// A write of pointers into memory that is not a local object.
  struct OutsideStore {
    model::Path Where;
    model::ValueSet What;
  };
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
  llvm::DenseMap<const llvm::Value *, model::ValueSet> Values;
  llvm::DenseMap<const llvm::Value *, unsigned> LocalIds;
  llvm::DenseMap<const llvm::CallBase *, unsigned> CallIds;
  std::vector<Local> Locals;
  std::vector<OutsideStore> Outside;
  model::ValueSet Published;
  bool Changed = false;
  bool Converged = false;

  void solve();
  void visit(llvm::Instruction &I);
  void visitCall(llvm::CallBase &C);
  void visitTransfer(const model::ValueSet &To, const model::ValueSet &From, std::uint64_t Size);
  bool visitIntrinsic(llvm::CallBase &C);
  void visitModelled(llvm::CallBase &C, const Model &M);
  void store(const model::ValueSet &Where, const model::ValueSet &What, std::uint64_t Size);
  void passOn(const model::ValueSet &V);
  model::ValueSet loaded(const model::ValueSet &From, std::uint64_t Size, bool Owning,
                         const std::string &Owner);
  model::ValueSet loadedLocal(const model::Path &P, std::uint64_t Size, bool Owning,
                              const std::string &Owner);
  model::ValueSet loadedOutside(const model::Path &P, std::uint64_t Size, bool Owning,
                                const std::string &Owner);
  model::ValueSet constant(const llvm::Constant *C);
  model::ValueSet indexed(const llvm::GEPOperator &G);
  unsigned localId(const llvm::Value *V);
  void add(const llvm::Value *V, const model::ValueSet &S);
  bool merge(model::ValueSet &Into, const model::ValueSet &S);
};

/// Loads beyond this many are folded into one.
inline constexpr unsigned MaxLoads = 4;

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_POINTERVALUES_H
