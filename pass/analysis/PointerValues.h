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

#include "pass/analysis/ArrayReach.h"
#include "pass/analysis/Flatten.h"
#include "pass/analysis/TypeTags.h"
#include "pass/model/PathSet.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace llvm {
class CallBase;
class DataLayout;
class GEPOperator;
class GlobalVariable;
class Instruction;
class LoadInst;
class User;
class Value;
} // namespace llvm

namespace polychrome {

class Models;
struct Model;
struct ModelEffect;

class PointerValues {
public:
  PointerValues(llvm::Function &F, const Flat &Copy, const Models &Lib, TypeTags &Tags);

  /// The addresses that V may be; valid for V in F or a constant.
  model::ValueSet of(const llvm::Value *V) { return set(V).values(Table); }

  /// The pointers that are stored at these addresses.
  model::ValueSet loadedFrom(const model::ValueSet &Where);

  /// The local objects, numbered as in Path::Index.
  std::vector<model::LocalObject> locals();

  /// The number of a call among those whose result is a CallResult path.
  unsigned callIndex(const llvm::CallBase *C);

  /// False if the budget ran out: nothing is known about this function.
  bool converged() const { return Converged; }

  /// An access that may be to any memory, if one was met: nothing else matters then, and
  /// the rest was not solved.
  const llvm::Instruction *lost() const { return Lost; }

  /// Values that were stored where others may read them.
  std::vector<model::Path> published() const;
  bool publishedAll() const { return Published.all(); }

  /// May others have found the local object's address by now? Asked for coroutines, whose
  /// objects outlive an invocation.
  bool isShared(unsigned Index) const { return Locals[Index].Reachable || Locals[Index].Kept; }

  /// How many bytes an access of this type is to; UnknownSize where that is not known here.
  std::uint64_t bytesOf(const llvm::Type *T) const;

  /// The pointers left at addresses that are not local objects, sorted.
  std::vector<model::Store> stores();

private:
  using Id = model::PathTable::Id;
  using Set = model::PathSet;
  using Stamp = std::uint64_t;

  /// A set and the moment of its last growth.
  struct Node {
    Set Values;
    Stamp Grown = 0;
  };
  /// Bytes copied from outside into a local object: [At, At + Size) is From.
  struct CopiedRange {
    std::int64_t At;
    std::uint64_t Size;
    Id From;
    bool operator==(const CopiedRange &) const = default;
  };
  /// Eight bytes, as accesses of one type leave them. An access of another type finds nothing
  /// there; whoever does not know the type, the first one, finds what anybody left.
  using Cell = std::pair<std::int64_t, TypeTags::Id>;
  struct Left {
    Id Where;
    Set What;
  };
  struct Local {
    std::map<Cell, Set> Contents;
    std::vector<CopiedRange> Ranges;
    bool Reachable = false; ///< its address was stored where others find it
    bool PassedOn = false;  ///< its address went to a callee
    bool Kept = false;      ///< and the callee may have kept it
    bool Scribbled = false; ///< bytes from elsewhere lie in it, perhaps a pointer's
    Stamp Grown = 0;
  };
  /// How a pointer is loaded: the width, the access's type, whether that type owns.
  struct LoadKind {
    std::uint64_t Size = 8;
    TypeTags::Id Tag = 0;
    bool Owning = false;
    std::string Owner = {};
    bool Pointer = true; ///< rather than a number
    bool Users = false;  ///< by code that is not the library's
  };

  llvm::Function &F;
  const Flat &Copy;
  const Models &Lib;
  TypeTags &Tags;
  const llvm::DataLayout &DL;
  model::PathTable Table;
  std::unordered_map<const llvm::Constant *, Set> Constants; ///< references stay valid
  llvm::DenseMap<const llvm::Value *, Node> Values;
  llvm::DenseMap<const llvm::Instruction *, Stamp> Visited;
  llvm::DenseMap<const llvm::Value *, unsigned> LocalIds;
  llvm::DenseMap<const llvm::CallBase *, unsigned> CallIds;
  /// Pointer members that some load showed to be a container's: the same bytes read
  /// through a plain reference own as well. The owner's type by base and offset.
  using OwnerMap = std::map<std::pair<model::PathTable::Base, std::int64_t>, std::string>;
  OwnerMap Owners;
  /// Those that some load showed to be something else.
  std::set<std::pair<model::PathTable::Base, std::int64_t>> Unowned;
  /// Pointers that may be one object's or another one's, by base and offset.
  std::set<std::pair<model::PathTable::Base, std::int64_t>> Alternatives;
  std::vector<Local> Locals;
  /// Pointers written into memory that is not a local object, by where they were
  /// written, and those of them that no path there covers, by the access's type.
  std::map<model::PathTable::Base, std::map<Cell, Left>> Outside;
  struct ForeignStore {
    bool Closed = false; ///< to storage in which no pointers lie but a container's own
    Set What;
  };
  std::map<TypeTags::Id, std::map<model::PathTable::Base, ForeignStore>> Foreign;
  std::set<Id> Scribbled;   ///< others' objects in which bytes from elsewhere are left
  std::map<Id, Set> Linked; ///< what the library left in others' containers
  /// Local objects that it has made nodes there, by what those own.
  std::map<std::string, Set, std::less<>> Hooked;
  Stamp OutsideGrown = 0;
  model::EscapedSet Published;
  Stamp Now = 1; ///< grows with whatever grows
  bool Converged = false;
  const llvm::Instruction *Lost = nullptr;
  std::optional<bool> CatchesPointers;
  const bool InCoroutine; ///< a body, see Coroutines.h

  // Solving (PointerValues.cpp).
  void solve();
  void restart();
  bool loses(const llvm::Instruction &I);
  bool stale(const llvm::Instruction &I, Stamp Since);
  bool memoryGrown(const Set &From, Stamp Since) const;
  void visit(llvm::Instruction &I);
  void visitComputation(llvm::Instruction &I);
  const Set &set(const llvm::Value *V);
  Set constant(const llvm::Constant *C);
  Set indexed(const llvm::GEPOperator &G);
  Set within(llvm::ArrayRef<WalkedArray> Arrays);
  Set computed(const llvm::User &I, const Set &Operands);
  Set unknownContents(const llvm::Instruction &I);
  bool addUntraced();
  bool publishPosts();
  void publishOperation(const Set &Operations);
  bool carriesThread(unsigned Index) const;
  bool owns(llvm::StringRef Type) const;
  void storeWide(const llvm::Value *Where, const llvm::Value *What, TypeTags::Id Tag);
  Set moved(const Set &S, std::int64_t Delta);
  void add(const llvm::Value *V, const Set &S);
  unsigned localId(const llvm::Value *V);
  Set local(unsigned Index) { return Set(Table.intern(model::Path::local(Index))); }

  // Memory (PointerMemory.cpp).
  Set loaded(const Set &From, const LoadKind &K);
  Set loadedWide(const Set &From, LoadKind K);
  Set loadedPiece(const Set &From, const LoadKind &K);
  void loadLocal(Id P, const LoadKind &K, Set &Out);
  void addAlternative(const Set &Where, std::uint64_t Size);
  bool isAlternative(Id P) const;
  void noteOwner(Id P, const LoadKind &K);
  void loadOutside(Id P, const LoadKind &K, Set &Out);
  void loadForeign(const Set &From, const LoadKind &K, Set &Out);
  const llvm::GlobalVariable *constantAt(const model::Path &At) const;
  void store(const Set &Where, const Set &What, TypeTags::Id Tag = 0);
  void storeOutside(Id P, const Set &What, TypeTags::Id Tag);
  Set storedElsewhere(const Set &Where, const Set &What);
  void publish(const Set &What);
  void passOn(const Set &S, bool Local::*How);
  bool mayBeAnothers(Id P) const;
  void scribble(const Set &Where);
  void transfer(const Set &To, const Set &From, std::uint64_t Size);
  void transferUnseen(Id To, Id From, std::uint64_t Size);
  void transferLocal(Id To, Id From, std::uint64_t Size);
  void transferOutside(Id To, Id From, std::uint64_t Size);

  // Calls (PointerCalls.cpp).
  void visitCall(llvm::CallBase &C);
  bool visitIntrinsic(llvm::CallBase &C);
  void visitModelled(llvm::CallBase &C, const Model &M);
  bool visitModelEffect(llvm::CallBase &C, const ModelEffect &E);
  void visitWrites(llvm::CallBase &C, const ModelEffect &E);
  Set exchanged(llvm::CallBase &C, const Set &Objects, std::uint64_t Size);
  void linkInto(const Set &Containers, const Set &What, std::uint64_t Size,
                const std::string &Owner);
  void linkObjects(llvm::CallBase &C, const Model &M);
  bool catchesPointers();
  void visitSharedFromThis(llvm::CallBase &C);
  void keep(llvm::CallBase &C, unsigned Arg, const Set &What);
  void visitReturnsOwned(llvm::CallBase &C, const ModelEffect &E);
  void visitFreshOwned(llvm::CallBase &C, const ModelEffect &E);
  Set ownLocals(const Set &S);
  Set contentsOf(Id Object);
  Set placesIn(const Set &Objects, std::uint64_t Size);
  void storeWithin(const Set &Objects, const Set &What, std::uint64_t Size, TypeTags::Id Tag = 0);
  void fillLocals(const Set &Objects, std::uint64_t Size, unsigned Id);
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_POINTERVALUES_H
