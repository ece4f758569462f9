//===- PointerCalls.cpp - What calls do with pointers ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls in PointerValues: intrinsics by what LLVM says of them, modelled functions
// by their model's words, and the rest left to link(): their arguments are passed
// on, their result is a path of its own.
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/PointerValues.h"

#include "pass/analysis/ContainerLoads.h"
#include "pass/analysis/Models.h"
#include "pass/model/Containers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace polychrome {

using model::Path;
using model::PointerBytes;
using model::UnknownOffset;
using model::UnknownSize;

namespace {

constexpr std::uint64_t MaxFilledBytes = 256;

/// How much a model's copy moves: an object, or as much as the length says.
std::uint64_t copiedBytes(const CallBase &C, const ModelEffect &E) {
  std::uint64_t N =
      std::max(C.getParamDereferenceableBytes(E.Arg), C.getParamDereferenceableBytes(E.Arg2));
  return N ? N : UnknownSize;
}

/// The size of the object that a model speaks of; 0 is not known.
std::uint64_t objectBytes(const CallBase &C, unsigned Arg) {
  Type *Result = C.getParamStructRetType(Arg);
  return Result ? C.getModule()->getDataLayout().getTypeAllocSize(Result).getFixedValue()
                : C.getParamDereferenceableBytes(Arg);
}

/// Is the object a string with the usual allocator?
bool isString(const CallBase &C, unsigned Arg) {
  constexpr std::uint64_t StringBytes = 32;
  if (auto *S = dyn_cast_or_null<StructType>(C.getParamStructRetType(Arg)))
    return S->hasName() && objectBytes(C, Arg) == StringBytes &&
           S->getName().starts_with("class.std::__cxx11::basic_string");
  StringRef Name = C.getCalledFunction()->getName();
  Name.consume_front("_ZNK") || Name.consume_front("_ZN");
  return Name.starts_with("St7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE");
}

/// How many bytes of an object that a model speaks of may hold pointers: in a string only
/// the first ones do.
std::uint64_t pointerBytes(const CallBase &C, unsigned Arg) {
  return isString(C, Arg) ? PointerBytes : objectBytes(C, Arg);
}

/// May the function hand back an address that its model does not mention?
bool holdsAddress(const Type *T) {
  return T->isPtrOrPtrVectorTy() || any_of(T->subtypes(), holdsAddress);
}

} // namespace

bool PointerValues::visitIntrinsic(CallBase &C) {
  auto *I = dyn_cast<IntrinsicInst>(&C);
  if (!I)
    return false;
  switch (I->getIntrinsicID()) {
  case Intrinsic::memcpy:
  case Intrinsic::memcpy_inline:
  case Intrinsic::memmove: {
    auto *Size = dyn_cast<ConstantInt>(C.getArgOperand(2));
    transfer(set(C.getArgOperand(0)), set(C.getArgOperand(1)),
             Size ? Size->getZExtValue() : UnknownSize);
    return true;
  }
  case Intrinsic::vastart:
    // The list leads to the arguments, which were stored by the caller.
    store(moved(set(C.getArgOperand(0)), UnknownOffset), moved(unknownContents(C), UnknownOffset));
    return true;
  case Intrinsic::vacopy:
    transfer(set(C.getArgOperand(0)), set(C.getArgOperand(1)), UnknownSize);
    return true;
  case Intrinsic::threadlocal_address:
  case Intrinsic::launder_invariant_group:
  case Intrinsic::strip_invariant_group:
  case Intrinsic::ptr_annotation:
  case Intrinsic::ssa_copy:
  case Intrinsic::expect:
  case Intrinsic::expect_with_probability:
    add(&C, set(C.getArgOperand(0)));
    return true;
  default:
    // The rest of them compute; whatever they compute from addresses may be one.
    if (!C.getType()->isVoidTy())
      for (const Use &U : C.args())
        add(&C, moved(set(U.get()), UnknownOffset));
    return true;
  }
}

PointerValues::Set PointerValues::ownLocals(const Set &S) {
  Set Out;
  for (Id P : S.ids())
    if (Table.isLocal(P))
      Out.insert(P, Table);
  return Out;
}

/// Whatever the local object leads to.
PointerValues::Set PointerValues::contentsOf(Id Object) {
  Set Out;
  for (const auto &[C, What] : Locals[Table[Object].Index].Contents)
    Out.insert(What, Table);
  return Out;
}

/// Where pointers may lie in objects of Size bytes; Size 0 is not known.
PointerValues::Set PointerValues::placesIn(const Set &Objects, std::uint64_t Size) {
  Set Out;
  for (Id P : Objects.ids())
    if (!Size || Size > MaxFilledBytes || Table[P].Offset == UnknownOffset)
      Out.insert(Table.anywhere(P), Table);
    else
      for (std::uint64_t At = 0; At < Size; At += PointerBytes)
        Out.insert(Table.plus(P, std::int64_t(At)), Table);
  if (Objects.isAny())
    Out.insertAny(Table);
  return Out;
}

/// Every pointer in these objects may now be one of those; Size 0 is not known.
void PointerValues::storeWithin(const Set &Objects, const Set &What, std::uint64_t Size,
                                TypeTags::Id Tag) {
  store(placesIn(Objects, Size), What, Tag);
}

/// Every pointer in these local objects may now lead to the storage Index.
void PointerValues::fillLocals(const Set &Objects, std::uint64_t Size, unsigned Index) {
  storeWithin(ownLocals(Objects), moved(local(Index), UnknownOffset), Size);
}

/// The result is {pointer, control block}, as is the object's weak pointer.
void PointerValues::visitSharedFromThis(CallBase &C) {
  if (C.arg_size() < 2)
    return;
  const Set &Result = set(C.getArgOperand(0)), &This = set(C.getArgOperand(1));
  for (std::int64_t Offset : {std::int64_t(0), std::int64_t(PointerBytes)}) {
    Set What = Set::unnamed(This);
    for (Id P : This.ids()) {
      Id Field = Table.plus(P, Offset);
      if (Table.isLocal(P))
        What.insert(loaded(Set(Field), {PointerBytes, Tags.pointer()}), Table);
      else
        What.insert(Table.follow(Field, false, Offset ? model::WeakThis : ""), Table);
    }
    store(moved(Result, Offset), What);
  }
}

/// The argument's object holds these pointers, or others into the same objects, somewhere.
void PointerValues::keep(CallBase &C, unsigned Arg, const Set &What) {
  std::uint64_t Size = C.getParamDereferenceableBytes(Arg);
  Set Kept = moved(What, UnknownOffset);
  for (Id P : set(C.getArgOperand(Arg)).ids())
    for (std::uint64_t At = 0; At < std::max(Size, std::uint64_t(1)); At += PointerBytes)
      store(Set(Size ? Table.plus(P, std::int64_t(At)) : Table.anywhere(P)), Kept);
}

/// A place in storage that an object owns.
void PointerValues::visitReturnsOwned(CallBase &C, const ModelEffect &E) {
  if (!holdsAddress(C.getType()) && !C.hasStructRetAttr())
    return;
  std::string Class = classOf(C);
  Set Storage;
  for (Id P : set(C.getArgOperand(E.Arg)).ids())
    if (Table.isLocal(P))
      Storage.insert(loaded(Set(Table.anywhere(P)), {PointerBytes, {}, true, Class}), Table);
    else
      Storage.insert(Table.follow(P, true, Class), Table);
  if (set(C.getArgOperand(E.Arg)).isAny())
    Storage.insertAny(Table);
  Set Out = moved(Storage, UnknownOffset);
  if (C.hasStructRetAttr())
    storeWithin(set(C.getArgOperand(0)), Out, DL.getTypeAllocSize(C.getParamStructRetType(0)));
  else
    add(&C, Out);
}

/// More storage for a container. One that others may reach has it under the name of what it
/// has already: which of its pointers leads to which part makes no difference. An object of its
/// own would be what any copy of bytes from places unknown may lead to. The first storage is
/// one: the object may be a caller's own, with nothing in it yet that the name could stand for.
void PointerValues::visitFreshOwned(CallBase &C, const ModelEffect &E) {
  Set Out;
  const Set &Objects = set(C.getArgOperand(E.Arg));
  std::string Class = growingContainer(C);
  bool Begins = Objects.isAny() || Class.empty();
  for (Id P : Objects.ids())
    if (Begins || Table.isLocal(P))
      Begins = true;
    else
      Out.insert(Table.anywhere(Table.follow(P, true, Class)), Table);
  if (Begins)
    Out.insert(local(localId(&C)), Table);
  add(&C, Out);
}

/// The bytes that are written need not come from this program's own objects.
void PointerValues::visitWrites(CallBase &C, const ModelEffect &E) {
  // A reference or `this` is to an object whose pointers the model knows about.
  auto Bytes = [&](unsigned I) {
    return C.getArgOperand(I)->getType()->isPointerTy() && !C.getParamDereferenceableBytes(I);
  };
  unsigned End = E.Word == ModelWord::Writes ? E.Arg + 1 : C.arg_size();
  for (unsigned I = E.Arg; I < std::min(End, C.arg_size()); ++I)
    if (Bytes(I))
      scribble(E.Word == ModelWord::WritesBehind ? loaded(set(C.getArgOperand(I)), {})
                                                 : set(C.getArgOperand(I)));
}

/// What the library leaves in a container that others know: they find local objects there, as
/// this function does through the container's storage. Where it may be a caller's or a
/// callee's, the callers get to know what it has.
void PointerValues::linkInto(const Set &Containers, const Set &What, std::uint64_t Size,
                             const std::string &Owner) {
  bool Grown = false;
  const Set Places = placesIn(Containers, Size);
  for (Id P : Places.ids())
    if (mayBeAnothers(P))
      Grown |= Linked[P].insert(What, Table);
  if (Grown)
    ++Now;
  if (!Places.isAny() && ownLocals(Places) == Places)
    return;
  publish(What);
  // What was stored there before is stored once more.
  if (!Owner.empty() && Hooked[Owner].insert(ownLocals(What), Table)) {
    Visited.clear();
    ++Now;
  }
}

/// What may come into another object of this type that the same call changes: pointers to
/// these objects, and the pointers in them; of a container, to its nodes.
PointerValues::Set PointerValues::exchanged(CallBase &C, const Set &Objects, std::uint64_t Size) {
  std::string Container = containerOf(C, {});
  const std::int64_t Links = model::bytesBeforeElements(Container);
  if (!Links) {
    Set Out = Objects;
    Out.insert(Size ? loaded(Objects, {Size}) : loaded(moved(Objects, UnknownOffset), {}), Table);
    return Out;
  }
  Set Out = Set::unnamed(Objects);
  // A container's end, within a larger object, has no element: it is not followed as a node.
  for (Id P : Objects.ids())
    if (Table.isLocal(P) || Table[P].Offset == 0 || Table[P].Offset == UnknownOffset)
      Out.insert(P, Table);
  for (std::int64_t Link = 0; Link < Links; Link += PointerBytes)
    Out.insert(loaded(moved(Objects, Link), {PointerBytes, Tags.pointer(), true, Container}),
               Table);
  return Out;
}

/// Of several objects that one call changes, each may afterwards lead to the others and
/// to what they led to: nodes are linked, contents exchanged. Between objects of two types,
/// a stream and a string, numbers and text go. Strings exchange characters, which lead nowhere
/// and which the call has touched already.
void PointerValues::linkObjects(CallBase &C, const Model &M) {
  SmallVector<unsigned, 3> Objects;
  // Where one is passed by pointer, another one is by reference.
  const std::string Container = containerOf(C, {});
  std::uint64_t Size = model::bytesBeforeElements(Container);
  const TypeTags::Id Tag = Size ? Tags.pointer() : 0;
  for (const ModelEffect &Counted : M.Effects)
    if (ModelEffect E = atCall(Counted, C);
        E.Word == ModelWord::Object && E.Arg < C.arg_size() && !isString(C, E.Arg)) {
      Objects.push_back(E.Arg);
      Size = std::max(Size, objectBytes(C, E.Arg));
    }
  // As the callee is declared: what a caller knows of an argument may be more.
  auto OfOneType = [&](unsigned A, unsigned B) {
    const Function &Callee = *C.getCalledFunction();
    std::uint64_t BytesA = Callee.getParamDereferenceableBytes(A),
                  BytesB = Callee.getParamDereferenceableBytes(B);
    return !Container.empty() || !BytesA || !BytesB || BytesA == BytesB;
  };
  for (unsigned To : Objects)
    for (unsigned From : Objects) {
      if (To == From || !OfOneType(To, From))
        continue;
      const Set &Where = set(C.getArgOperand(To));
      const Set What = exchanged(C, set(C.getArgOperand(From)), Size);
      storeWithin(ownLocals(Where), What, Size, Tag);
      linkInto(Where, What, Size, Container);
    }
}

bool PointerValues::catchesPointers() {
  if (!CatchesPointers)
    CatchesPointers = any_of(instructions(F), [](const Instruction &I) {
      auto *Pad = dyn_cast<LandingPadInst>(&I);
      for (unsigned N = 0; Pad && N != Pad->getNumClauses(); ++N)
        if (Pad->isCatch(N) && Pad->getClause(N)->getName().starts_with("_ZTIP"))
          return true;
      return false;
    });
  return *CatchesPointers;
}

/// Whether the word says what the function returns.
bool PointerValues::visitModelEffect(CallBase &C, const ModelEffect &E) {
  if (std::max(E.Arg, E.Arg2) >= C.arg_size() && E.Word == ModelWord::Copies)
    return false;
  bool HasArg = E.Arg < C.arg_size();
  switch (E.Word) {
  case ModelWord::Fresh:
    add(&C, local(localId(&C)));
    return true;
  case ModelWord::FreshOwned:
    if (HasArg)
      visitFreshOwned(C, E);
    return HasArg;
  case ModelWord::Returns:
    if (HasArg)
      add(&C, set(C.getArgOperand(E.Arg)));
    return true;
  case ModelWord::ReturnsWithin:
    if (HasArg)
      add(&C, moved(set(C.getArgOperand(E.Arg)), UnknownOffset));
    return true;
  case ModelWord::ReturnsInto:
    if (std::string Container = HasArg ? containerOf(C, {}) : ""; !Container.empty()) {
      // From one node to another, by any of the links.
      for (std::int64_t Link = PointerBytes; Link < model::bytesBeforeElements(Container);
           Link += PointerBytes)
        add(&C, loaded(moved(set(C.getArgOperand(E.Arg)), Link), {8, {}, true, Container}));
      add(&C, set(C.getArgOperand(E.Arg)));
    } else if (HasArg) {
      Set Into = moved(set(C.getArgOperand(E.Arg)), UnknownOffset);
      add(&C, Into);
      // A node of a container leads to its other nodes.
      add(&C, loaded(Into, {}));
    }
    return true;
  case ModelWord::ReturnsOwned:
    if (HasArg)
      visitReturnsOwned(C, E);
    return true;
  case ModelWord::ReturnsStatic:
    add(&C, Set(Table.intern(Path::global(staticSymbol(E.Name)))));
    return true;
  case ModelWord::Keeps:
    for (unsigned From = E.Arg2; HasArg && From < C.arg_size(); ++From)
      keep(C, E.Arg, loaded(moved(set(C.getArgOperand(From)), UnknownOffset), {}));
    return false;
  case ModelWord::Refers:
    if (HasArg && E.Arg2 < C.arg_size())
      keep(C, E.Arg, set(C.getArgOperand(E.Arg2)));
    return false;
  case ModelWord::SharedFromThis:
    visitSharedFromThis(C);
    return false;
  case ModelWord::Copies:
    transfer(set(C.getArgOperand(E.Arg)), set(C.getArgOperand(E.Arg2)), copiedBytes(C, E));
    return false;
  case ModelWord::Object:
    // Its storage is new or its own: a local object stands for it.
    if (HasArg)
      fillLocals(set(C.getArgOperand(E.Arg)), pointerBytes(C, E.Arg), localId(&C));
    return false;
  case ModelWord::Writes:
  case ModelWord::WritesFrom:
  case ModelWord::WritesBehind:
    visitWrites(C, E);
    return false;
  case ModelWord::StoresInto:
    if (std::max(E.Arg, E.Arg2) < C.arg_size())
      store(set(C.getArgOperand(E.Arg)), moved(set(C.getArgOperand(E.Arg2)), UnknownOffset));
    return false;
  default:
    return false;
  }
}

void PointerValues::visitModelled(CallBase &C, const Model &M) {
  // What a modelled function returns is new.
  if (C.hasStructRetAttr() && !M.has(ModelWord::SharedFromThis))
    fillLocals(set(C.getArgOperand(0)), pointerBytes(C, 0), localId(&C));
  bool Known = false;
  for (const ModelEffect &Counted : M.Effects)
    Known |= visitModelEffect(C, atCall(Counted, C));
  linkObjects(C, M);
  // What is caught may be a pointer itself rather than an object that holds some.
  if (C.getCalledFunction()->getName() == "__cxa_begin_catch" && catchesPointers())
    add(&C, loaded(set(C.getArgOperand(0)), {}));
  if (!Known && holdsAddress(C.getType()))
    add(&C, Set::any());
}

void PointerValues::visitCall(CallBase &C) {
  if (visitIntrinsic(C) || C.isInlineAsm())
    return;
  const Function *Callee = C.getCalledFunction();
  if (const Model *M = Callee ? Lib.function(*Callee) : nullptr; M && !M->has(ModelWord::Invokes))
    return visitModelled(C, *M);
  // An executor takes a function object over; what that one leads to it keeps.
  const bool Moves = Callee && Lib.function(*Callee);
  for (const Use &U : C.args()) {
    passOn(set(U.get()), &Local::PassedOn);
    const Set Kept = Moves ? ownLocals(set(U.get())) : Set();
    if (!Moves)
      passOn(set(U.get()), &Local::Kept);
    for (Id P : Kept.ids())
      passOn(contentsOf(P), &Local::Kept);
  }
  if (const Value *Returned = C.getReturnedArgOperand())
    add(&C, set(Returned));
  else if (!C.getType()->isVoidTy())
    add(&C, Set(Table.intern(Path::callResult(callIndex(&C)))));
}

} // namespace polychrome
