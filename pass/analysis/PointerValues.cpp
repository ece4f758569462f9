//===- PointerValues.cpp - Where a function's pointers point --------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/PointerValues.h"

#include "pass/analysis/Alternatives.h"
#include "pass/analysis/ContainerLoads.h"
#include "pass/analysis/Coroutines.h"
#include "pass/analysis/FieldPromise.h"
#include "pass/analysis/Models.h"
#include "pass/analysis/Numbers.h"
#include "pass/analysis/Reachable.h"
#include "pass/model/Containers.h"

#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/IR/GetElementPtrTypeIterator.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

#include <algorithm>

using namespace llvm;

namespace polychrome {

using model::Path;
using model::Root;
using model::UnknownOffset;
using model::ValueSet;

namespace {

/// Addresses below are never an object's: null, error codes and other marks.
constexpr std::uint64_t FirstAddress = 4096;

/// Sweeps over the function before it counts as lost: by then most owners are known.
constexpr unsigned FirstSweeps = 2;

/// Is this number made an address without coming from one? Any object may lie there.
bool namesNoObject(const User &Cast) {
  if (Operator::getOpcode(&Cast) != Instruction::IntToPtr)
    return false;
  auto *N = dyn_cast<ConstantInt>(Cast.getOperand(0));
  return !isa<UndefValue>(Cast.getOperand(0)) && !(N && N->getValue().abs().ult(FirstAddress));
}

/// A character, or another number of which several make an address: it is kept as a part of one
/// only where it is copied from memory to memory, in a loop over bytes.
bool isPiece(const Type &T) { return T.isIntegerTy() && T.getIntegerBitWidth() < 32; }

} // namespace

PointerValues::PointerValues(Function &Fn, const Flat &C, const Models &L, TypeTags &T)
    : F(Fn), Copy(C), Lib(L), Tags(T), DL(Fn.getParent()->getDataLayout()),
      InCoroutine(Fn.hasFnAttribute(BodyAttribute)) {
  // What was found out about owners late holds from the beginning.
  for (std::size_t Known = 0, Before = ~Known; Known != Before;) {
    Before = Known;
    restart();
    solve();
    if (!Converged && !Lost)
      return;
    for (const auto &Field : Unowned)
      if (Owners.contains(Field))
        Alternatives.insert(Field);
    Known = Owners.size() + Alternatives.size();
  }
  // A number that was made an address, of which nothing is known even now.
  while (Converged && addUntraced())
    solve();
  if (InCoroutine)
    while (Converged && publishPosts())
      solve();
}

/// Is the thread that resumes this coroutine in the object's own bytes?
bool PointerValues::carriesThread(unsigned Index) const {
  for (const auto &[C, What] : Locals[Index].Contents)
    for (Id P : What.ids())
      if (Table[P].Kind == Root::Global && Table[P].Name == ThreadVariable &&
          Table[P].Loads.size() == 1)
        return true;
  return false;
}

/// What these operations lead to is no longer the coroutine's own.
void PointerValues::publishOperation(const Set &Operations) {
  for (Id P : Operations.ids())
    if (Table.isLocal(P))
      publish(contentsOf(P));
  if (!Operations.isAny())
    return;
  for (unsigned I = 0; I != Locals.size(); ++I)
    publish(local(I));
}

/// A coroutine's objects are still in use when what it has handed to the loop runs. An
/// operation that resumes it is the exception: while it is pending, the coroutine waits.
bool PointerValues::publishPosts() {
  const Stamp Before = Now;
  for (Instruction &I : instructions(F))
    for (const Use &U : I.operands()) {
      auto *Handler = dyn_cast<Function>(U.get());
      auto Kind = Handler ? Copy.Handlers.find(Handler) : Copy.Handlers.end();
      auto *Call = dyn_cast<CallBase>(&I);
      if (Kind == Copy.Handlers.end() || Kind->second == model::HandlerKind::Trampoline ||
          (Call && Call->isCallee(&U)))
        continue;
      auto *S = dyn_cast<StoreInst>(&I);
      if (!S || U.getOperandNo() != 0) {
        publishOperation(Set::any());
        continue;
      }
      // The operation is the object around the member.
      const Set &Where = set(S->getPointerOperand());
      const bool Carried =
          carriesAwaitable(Handler->getName()) && !Where.isAny() && all_of(Where.ids(), [&](Id P) {
            return Table.isLocal(P) && carriesThread(Table[P].Index);
          });
      if (!Carried)
        publishOperation(Where);
    }
  return Now != Before;
}

bool PointerValues::addUntraced() {
  Stamp Before = Now;
  for (Instruction &I : instructions(F))
    if (namesNoObject(I) && set(&I).empty())
      add(&I, Set::any());
  return Now != Before;
}

void PointerValues::restart() {
  Values.clear();
  // Every value gets its place now, so that references to sets stay valid.
  for (Argument &A : F.args())
    Values[&A].Values =
        isPiece(*A.getType()) ? Set() : Set(Table.intern(Path::param(A.getArgNo())));
  for (Instruction &I : instructions(F))
    Values[&I];
  Visited.clear();
  for (Local &L : Locals)
    L = {};
  Outside.clear();
  Foreign.clear();
  Scribbled.clear();
  Linked.clear();
  Hooked.clear();
  Published = {};
  OutsideGrown = 0;
  Now = 1;
  Converged = false;
  Lost = nullptr;
}

void PointerValues::add(const Value *V, const Set &S) {
  if (isa<CallBase>(V) && isPiece(*V->getType()))
    return;
  Node &N = Values.find(V)->second;
  if (N.Values.insert(S, Table))
    N.Grown = ++Now;
}

unsigned PointerValues::localId(const Value *V) {
  auto [It, New] = LocalIds.try_emplace(V, Locals.size());
  if (New)
    Locals.emplace_back();
  return It->second;
}

unsigned PointerValues::callIndex(const CallBase *C) {
  return CallIds.try_emplace(C, CallIds.size()).first->second;
}

PointerValues::Set PointerValues::constant(const Constant *C) {
  if (auto *G = dyn_cast<GlobalAlias>(C); G && !G->isInterposable())
    return constant(G->getAliasee());
  if (auto *G = dyn_cast<Function>(C))
    return Set(Table.intern(Path::function(Copy.Symbols.lookup(G))));
  // The linker's names for the memory of all variables of one section.
  if (isa<GlobalVariable>(C) && cast<GlobalVariable>(C)->isDeclaration() &&
      (C->getName().starts_with("__start_") || C->getName().starts_with("__stop_")))
    return Set::any();
  if (auto *G = dyn_cast<GlobalValue>(C))
    return Set(Table.intern(G->getValueType()->isFunctionTy()
                                ? Path::function(Copy.Symbols.lookup(G))
                                : Path::global(Copy.Symbols.lookup(G))));
  if (auto *G = dyn_cast<GEPOperator>(C))
    return indexed(*G);
  Set S;
  if (isa<ConstantExpr>(C) || isa<ConstantAggregate>(C))
    for (const Use &U : C->operands())
      S.insert(constant(cast<Constant>(U.get())), Table);
  auto *E = dyn_cast<ConstantExpr>(C);
  if (E && S.empty() && namesNoObject(*E))
    return Set::any();
  return E && !E->isCast() ? computed(*E, S) : S;
}

/// What arithmetic makes of addresses: a known distance away, or anywhere in the object.
PointerValues::Set PointerValues::computed(const User &I, const Set &Operands) {
  auto *Distance = dyn_cast<ConstantInt>(I.getOperand(I.getNumOperands() - 1));
  bool Adds = Operator::getOpcode(&I) == Instruction::Add;
  if (Distance && Distance->getBitWidth() <= 64 &&
      (Adds || Operator::getOpcode(&I) == Instruction::Sub))
    return moved(Operands, Adds ? Distance->getSExtValue() : -Distance->getSExtValue());
  return moved(Operands, UnknownOffset);
}

const PointerValues::Set &PointerValues::set(const Value *V) {
  static const Set Nothing;
  if (auto *C = dyn_cast<Constant>(V)) {
    auto It = Constants.find(C);
    if (It == Constants.end()) {
      Set S = constant(C);
      It = Constants.emplace(C, std::move(S)).first;
    }
    return It->second;
  }
  auto It = Values.find(V);
  return It == Values.end() ? Nothing : It->second.Values;
}

PointerValues::Set PointerValues::moved(const Set &S, std::int64_t Delta) {
  Set Out = Set::unnamed(S);
  for (Id P : S.ids())
    Out.insert(Table.plus(P, Delta), Table);
  return Out;
}

/// Anywhere in these arrays, or behind the last element.
PointerValues::Set PointerValues::within(ArrayRef<WalkedArray> Arrays) {
  Set Out;
  for (const WalkedArray &A : Arrays) {
    const Set &Begin = set(A.Begin);
    Out.insert(Set::unnamed(Begin), Table);
    for (Id P : Begin.ids()) {
      const Path &At = Table[P];
      const bool Known = At.Offset != UnknownOffset;
      Out.insert(Known ? Table.at(P, At.Offset, At.Span + A.Bytes) : P, Table);
    }
  }
  return Out;
}

/// Constant parts of the index add up; an index into an array of known bounds
/// becomes a span, any other one makes the offset unknown. An array of one element that
/// is indexed is a flexible one, written as before C99.
PointerValues::Set PointerValues::indexed(const GEPOperator &G) {
  if (auto Arrays = walkedArrays(G))
    return within(*Arrays);
  std::int64_t Offset = 0;
  std::uint64_t Span = 0;
  // The type that the current index selects from; none for the pointer itself.
  Type *From = nullptr;
  for (auto It = gep_type_begin(G), E = gep_type_end(G); It != E; ++It) {
    auto *Index = dyn_cast<ConstantInt>(It.getOperand());
    auto *Array = dyn_cast_or_null<ArrayType>(From);
    From = It.getIndexedType();
    if (StructType *S = It.getStructTypeOrNull()) {
      Offset += std::int64_t(DL.getStructLayout(S)->getElementOffset(Index->getZExtValue()));
      continue;
    }
    std::uint64_t Stride = It.getSequentialElementStride(DL);
    if (Index) {
      Offset += Index->getSExtValue() * std::int64_t(Stride);
    } else if (Array && Array->getNumElements() > 1) {
      Span += Stride * (Array->getNumElements() - 1);
    } else {
      Offset = UnknownOffset;
      break;
    }
  }
  Set Base = set(G.getPointerOperand());
  if (!Span || Offset == UnknownOffset)
    return moved(Base, Offset);
  Set Out = Set::unnamed(Base);
  for (Id P : Base.ids()) {
    std::int64_t At = model::addOffsets(Table[P].Offset, Offset);
    Out.insert(Table.at(P, At, At == UnknownOffset ? 0 : Table[P].Span + Span), Table);
  }
  return Out;
}

/// Everything else computes its result from its operands: casts, phis, selects and
/// aggregates keep addresses as they are; arithmetic moves them.
void PointerValues::visitComputation(Instruction &I) {
  for (const Use &U : I.operands()) {
    if (isa<BasicBlock>(U.get()) || (isa<SelectInst>(I) && U.getOperandNo() == 0))
      continue;
    const Set &S = set(U.get());
    if (!S.empty())
      add(&I, isa<BinaryOperator>(I) ? computed(I, S) : S);
  }
}

bool PointerValues::owns(StringRef Type) const {
  const bool Iterator = Type.starts_with("std::_Deque_iterator<");
  return Lib.owns(Type) && !(Iterator && Copy.OtherDeques.contains(model::elementsOf(Type)));
}

std::uint64_t PointerValues::bytesOf(const Type *T) const {
  const TypeSize Size = DL.getTypeStoreSize(const_cast<Type *>(T));
  return Size.isScalable() ? model::UnknownSize : Size.getFixedValue();
}

/// A value of a register's width may hold several pointers; which of them lies where is not
/// told apart.
void PointerValues::storeWide(const Value *Where, const Value *What, TypeTags::Id Tag) {
  const std::uint64_t Size = bytesOf(What->getType());
  if (Size <= model::PointerBytes)
    store(set(Where), set(What), Tag);
  else
    storeWithin(set(Where), set(What), Size, Tag);
}

void PointerValues::visit(Instruction &I) {
  if (auto *A = dyn_cast<AllocaInst>(&I))
    return add(A, local(localId(A)));
  if (auto Here = alternativeAt(I))
    return addAlternative(set(Here->first), Here->second);
  if (isNumberOfText(I))
    return;
  if (auto *L = dyn_cast<LoadInst>(&I)) {
    TypeTags::Id T = Tags.number(I);
    const std::string &Base = Tags[T].Base;
    if (countsNodes(*L->getType(), Base))
      return;
    std::string Owner = containerOf(*L, Base, !Base.empty() && owns(Base));
    bool Owning = !Owner.empty();
    const LoadKind Kind = {
        bytesOf(L->getType()), T, Owning, std::move(Owner), L->getType()->isPtrOrPtrVectorTy(),
        !isLibraryCode(*L)};
    const Set &From = set(L->getPointerOperand());
    return add(L, isPiece(*L->getType()) ? loadedPiece(From, Kind) : loaded(From, Kind));
  }
  if (auto *S = dyn_cast<StoreInst>(&I))
    return countsNodes(*S->getValueOperand()->getType(), Tags[Tags.number(I)].Base.str())
               ? void()
               : storeWide(S->getPointerOperand(), S->getValueOperand(), Tags.number(I));
  if (auto *G = dyn_cast<GetElementPtrInst>(&I))
    return add(G, indexed(*cast<GEPOperator>(G)));
  if (auto *C = dyn_cast<CallBase>(&I))
    return visitCall(*C);
  if (auto *X = dyn_cast<AtomicCmpXchgInst>(&I)) {
    add(X, loaded(set(X->getPointerOperand()), {bytesOf(X->getNewValOperand()->getType())}));
    return storeWide(X->getPointerOperand(), X->getNewValOperand(), 0);
  }
  if (auto *X = dyn_cast<AtomicRMWInst>(&I)) {
    add(X, loaded(set(X->getPointerOperand()), {bytesOf(X->getType())}));
    return storeWide(X->getPointerOperand(), X->getValOperand(), 0);
  }
  if (isa<LandingPadInst>(I)) {
    // The exception came from anywhere, and so did the pointers in it.
    return add(&I, unknownContents(I));
  }
  if (isa<VAArgInst>(I))
    return add(&I, Set::any());
  if (!isa<CmpInst>(I) && !I.getType()->isVoidTy() && !countsElements(I) && !countsInTens(I))
    visitComputation(I);
}

/// Has what lies at these addresses grown since then?
bool PointerValues::memoryGrown(const Set &From, Stamp Since) const {
  return any_of(From.ids(), [&](Id P) {
    if (!Table.isLocal(P))
      return OutsideGrown > Since;
    const Local &Object = Locals[Table[P].Index];
    return Object.Grown > Since || (!Object.Ranges.empty() && OutsideGrown > Since);
  });
}

/// A local object that somebody else filled.
PointerValues::Set PointerValues::unknownContents(const Instruction &I) {
  unsigned Index = localId(&I);
  if (Locals[Index].Contents[{UnknownOffset, 0}].insertAny(Table))
    Locals[Index].Grown = ++Now;
  return local(Index);
}

/// Whether something that the instruction depends on has grown since then. Calls that
/// are neither modelled nor intrinsic depend on their arguments only.
bool PointerValues::stale(const Instruction &I, Stamp Since) {
  auto Grown = [&](const Value *V) {
    auto It = Values.find(V);
    return It != Values.end() && It->second.Grown > Since;
  };
  if (any_of(I.operands(), [&](const Use &U) { return Grown(U.get()); }))
    return true;
  if (const Value *Address = getLoadStorePointerOperand(&I))
    return isa<LoadInst>(I) && memoryGrown(set(Address), Since);
  if (isa<CallBase, AtomicCmpXchgInst, AtomicRMWInst>(I))
    return any_of(I.operands(), [&](const Use &U) { return memoryGrown(set(U.get()), Since); });
  return false;
}

/// Sets only grow, so an address that may be any by now stays so.
bool PointerValues::loses(const Instruction &I) {
  const Value *Address = getLoadStorePointerOperand(&I);
  if (!Address || !set(Address).isAny() || !promisedField(Address).Text.empty())
    return false;
  auto *L = dyn_cast<LoadInst>(&I);
  return !L || !readsVtable(*L, DL);
}

void PointerValues::solve() {
  Converged = false;
  ReversePostOrderTraversal<Function *> Order(&F);
  unsigned Sweeps = 0;
  for (Stamp Before = 0; Before != Now; ++Sweeps) {
    Before = Now;
    for (BasicBlock *B : Order)
      for (Instruction &I : *B) {
        auto [It, First] = Visited.try_emplace(&I, 0);
        if (!First && !stale(I, It->second))
          continue;
        It->second = Now;
        visit(I);
        if (Sweeps >= FirstSweeps && loses(I))
          Lost = &I;
        if (Lost || Table.steps() > Copy.Limits.Steps)
          return;
      }
  }
  Converged = true;
}

std::vector<Path> PointerValues::published() const {
  std::vector<Path> Out;
  for (Id P : Published.ids())
    Out.push_back(Table[P]);
  llvm::sort(Out);
  return Out;
}

std::vector<model::LocalObject> PointerValues::locals() {
  // Longer copies are not taken apart: any pointer in them may lie anywhere.
  constexpr std::uint64_t MaxCopied = 256;
  std::vector<model::LocalObject> Out;
  for (const Local &L : Locals) {
    model::LocalObject O;
    std::map<std::int64_t, Set> Contents;
    for (const auto &[At, What] : L.Contents)
      Contents[At.first].insert(What, Table);
    // Bytes from elsewhere, of which a callee or a caller may make a pointer.
    if (L.Scribbled)
      Contents[UnknownOffset].insertAny(Table);
    for (const auto &[Offset, What] : Contents)
      O.Contents.push_back({Offset, What.values(Table)});
    for (const CopiedRange &R : L.Ranges) {
      auto Copied = [&](std::int64_t At, std::int64_t From) {
        Id Place = Table.plus(R.From, From);
        // Of a constant it is known: text has no pointers in it.
        Set S = constantAt(Table[Place]) ? loaded(Set(Place), {}) : Set(Table.follow(Place));
        O.Contents.push_back({At, S.values(Table)});
      };
      if (R.Size > MaxCopied)
        Copied(UnknownOffset, UnknownOffset);
      else
        for (std::int64_t D = 0; D < std::int64_t(R.Size); D += model::PointerBytes)
          Copied(model::addOffsets(R.At, D), D);
    }
    llvm::sort(O.Contents);
    Out.push_back(std::move(O));
  }
  return Out;
}

} // namespace polychrome
