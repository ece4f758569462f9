//===- PointerValues.cpp - Where a function's pointers point --------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/PointerValues.h"

#include "pass/analysis/Models.h"
#include "pass/analysis/TypeTags.h"

#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/Analysis/ConstantFolding.h"
#include "llvm/IR/GetElementPtrTypeIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

#include <algorithm>

using namespace llvm;

namespace polychrome {

using model::Path;
using model::Root;
using model::UnknownOffset;
using model::UnknownSize;
using model::ValueSet;

namespace {

/// Offsets per base before they are folded into "anywhere in that object".
constexpr unsigned MaxOffsets = 8;
/// Values before the deep ones among them are folded, and before all are.
constexpr unsigned MaxDeepValues = 16;
constexpr unsigned MaxValues = 64;
/// A key and one field of its object: what lies deeper is some object anyway.
constexpr unsigned FoldedLoads = 2;
/// The budget of one function, in rounds and in values merged. Beyond it, the
/// function is unknown: the compiler never hangs.
constexpr unsigned MaxRounds = 48;
constexpr std::uint64_t MaxWork = 3'000'000;
constexpr std::uint64_t MaxFilledBytes = 256;
constexpr std::int64_t PointerBytes = 8;

bool sameBase(const Path &A, const Path &B) {
  return A.Kind == B.Kind && A.Index == B.Index && A.Name == B.Name && A.Loads == B.Loads;
}

/// May [A, A + SizeA) and [B, B + SizeB) overlap, both relative to one base?
bool overlap(const Path &A, std::uint64_t SizeA, const Path &B, std::uint64_t SizeB) {
  if (A.Offset == UnknownOffset || B.Offset == UnknownOffset)
    return true;
  auto Ends = [](const Path &P, std::uint64_t Other, std::uint64_t Size) {
    return Size == UnknownSize || std::int64_t(Other) < P.Offset + std::int64_t(P.Span + Size);
  };
  return Ends(A, B.Offset, SizeA) && Ends(B, A.Offset, SizeB);
}

ValueSet anything() { return {{}, true}; }

/// A base whose offset is unknown covers every offset from it, and a folded one
/// everything that is reachable from there.
bool covers(const Path &Q, const Path &P) {
  if (Q.Offset != UnknownOffset || Q.Kind != P.Kind || Q.Index != P.Index || Q.Name != P.Name)
    return false;
  if (Q.Loads.empty())
    return P.Loads.empty();
  return Q.Loads.size() <= P.Loads.size() &&
         std::equal(Q.Loads.begin(), Q.Loads.end(), P.Loads.begin());
}

/// Many values: those reached through several loads become "whatever is reachable
/// through the first of these loads".
void fold(ValueSet &S, unsigned Keep) {
  for (Path &P : S.Values)
    if (P.Loads.size() > Keep) {
      P.Loads.resize(Keep);
      for (model::Load &L : P.Loads)
        L.Owning = false;
      P.Offset = UnknownOffset;
      P.Span = 0;
    }
  llvm::sort(S.Values);
  S.Values.erase(llvm::unique(S.Values), S.Values.end());
}

/// Drops values that another one covers.
void prune(ValueSet &S) {
  std::vector<Path> All = std::move(S.Values);
  S.Values.clear();
  for (const Path &P : All)
    if (none_of(All, [&](const Path &Q) { return !(Q == P) && covers(Q, P); }))
      S.Values.push_back(P);
}

/// Too many offsets from one base: keep the base.
void widen(ValueSet &S) {
  if (S.Values.size() > MaxDeepValues)
    fold(S, FoldedLoads);
  if (S.Values.size() <= MaxOffsets)
    return;
  std::vector<Path> Out;
  for (std::size_t I = 0; I != S.Values.size();) {
    std::size_t J = I;
    while (J != S.Values.size() && sameBase(S.Values[I], S.Values[J]))
      ++J;
    if (J - I > MaxOffsets) {
      Out.push_back(S.Values[I]);
      Out.back().Offset = UnknownOffset;
      Out.back().Span = 0;
    } else {
      Out.insert(Out.end(), S.Values.begin() + I, S.Values.begin() + J);
    }
    I = J;
  }
  S.Values = std::move(Out);
  prune(S);
  if (S.Values.size() > MaxValues) {
    fold(S, 1);
    prune(S);
  }
  if (S.Values.size() > 2 * MaxValues)
    S = anything();
}

/// How much a model's copy moves: an object, or as much as the length says.
std::uint64_t copiedBytes(const CallBase &C, const ModelEffect &E) {
  std::uint64_t N =
      std::max(C.getParamDereferenceableBytes(E.Arg), C.getParamDereferenceableBytes(E.Arg2));
  return N ? N : UnknownSize;
}

/// The load from P, folded once the chain is long: the path then stands for
/// everything reachable from there.
Path follow(const Path &P, bool Owning, const std::string &Owner) {
  bool Folded = !P.Loads.empty() && P.Offset == UnknownOffset;
  if (P.Loads.size() < MaxLoads && !Folded)
    return P.load(Owning, Owner);
  Path Q = P;
  Q.Offset = UnknownOffset;
  Q.Span = 0;
  // Folded, the path no longer shows that it left the owner's storage.
  if (!Owning)
    for (model::Load &L : Q.Loads)
      L.Owning = false;
  return Q;
}

} // namespace

PointerValues::PointerValues(Function &Fn, const Flat &C, const Models &L, TypeTags &T)
    : F(Fn), Copy(C), Lib(L), Tags(T), DL(Fn.getParent()->getDataLayout()) {
  for (const GlobalVariable &G : F.getParent()->globals())
    if (G.isConstant() && G.hasDefinitiveInitializer())
      Constants[Copy.Symbols.lookup(&G)] = &G;
  solve();
  // What was found out about owners late holds from the beginning.
  if (Converged && !Owners.empty()) {
    restart();
    solve();
  }
}

void PointerValues::restart() {
  Values.clear();
  for (Local &L : Locals)
    L = {};
  Outside.clear();
  Foreign.clear();
  Published = {};
  Converged = false;
  Work = 0;
}

bool PointerValues::merge(ValueSet &Into, const ValueSet &S) {
  // "Anything" absorbs: what goes through it makes the row exclusive.
  Work += S.Values.size() + 1;
  if (Into.Any)
    return false;
  if (S.Any) {
    Into = anything();
    return true;
  }
  bool New = false;
  for (const Path &P : S.Values) {
    auto It = std::lower_bound(Into.Values.begin(), Into.Values.end(), P);
    if (It != Into.Values.end() && *It == P)
      continue;
    if (any_of(Into.Values, [&](const Path &Q) { return covers(Q, P); }))
      continue;
    Into.Values.insert(It, P);
    New = true;
  }
  if (New)
    widen(Into);
  return New;
}

void PointerValues::add(const Value *V, const ValueSet &S) {
  if (merge(Values[V], S))
    Changed = true;
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

ValueSet PointerValues::constant(const Constant *C) {
  if (auto *G = dyn_cast<GlobalAlias>(C))
    return constant(G->getAliasee());
  if (auto *G = dyn_cast<Function>(C))
    return {{Path::function(Copy.Symbols.lookup(G))}, false};
  if (auto *G = dyn_cast<GlobalVariable>(C))
    return {{Path::global(Copy.Symbols.lookup(G))}, false};
  if (auto *G = dyn_cast<GEPOperator>(C))
    return indexed(*G);
  if (isa<ConstantExpr>(C) || isa<ConstantAggregate>(C)) {
    ValueSet S;
    for (const Use &U : C->operands())
      merge(S, constant(cast<Constant>(U.get())));
    return S;
  }
  return {};
}

ValueSet PointerValues::of(const Value *V) {
  if (auto *C = dyn_cast<Constant>(V))
    return constant(C);
  if (auto *A = dyn_cast<Argument>(V)) {
    // A by-value aggregate is the callee's own copy, but its pointers are not.
    return {{Path::param(A->getArgNo())}, false};
  }
  auto It = Values.find(V);
  return It == Values.end() ? ValueSet{} : It->second;
}

/// Constant parts of the index add up; an index into an array of known bounds
/// becomes a span, any other one makes the offset unknown.
ValueSet PointerValues::indexed(const GEPOperator &G) {
  ValueSet Base = of(G.getPointerOperand());
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
    } else if (Array && Array->getNumElements()) {
      Span += Stride * (Array->getNumElements() - 1);
    } else {
      Offset = UnknownOffset;
      break;
    }
  }
  ValueSet Out;
  Out.Any = Base.Any;
  for (Path P : Base.Values) {
    P.Offset = model::addOffsets(P.Offset, Offset);
    P.Span = P.Offset == UnknownOffset ? 0 : P.Span + Span;
    merge(Out, {{P}, false});
  }
  return Out;
}

ValueSet PointerValues::loadedLocal(const Path &P, const LoadKind &K) {
  ValueSet Out;
  const Local &L = Locals[P.Index];
  for (const auto &[Offset, What] : L.Contents) {
    Path At = Path::local(P.Index).plus(Offset);
    if (Offset == UnknownOffset || overlap(P, K.Size, At, PointerBytes))
      merge(Out, What);
  }
  for (const CopiedRange &R : std::vector<CopiedRange>(L.Ranges)) {
    Path At = Path::local(P.Index).plus(R.At);
    if (!overlap(P, K.Size, At, R.Size))
      continue;
    bool Exact = P.Offset != UnknownOffset && R.At != UnknownOffset && P.Span == 0;
    Path From = R.From.plus(Exact ? P.Offset - R.At : UnknownOffset);
    merge(Out, loaded({{From}, false}, K));
  }
  if (L.PassedOn)
    merge(Out, {{P.load(K.Owning, K.Owner)}, false});
  return Out;
}

ValueSet PointerValues::loadedOutside(const Path &P, const LoadKind &K) {
  std::pair<Base, std::int64_t> Field{baseOf(P), P.Offset};
  if (K.Owning && P.Offset != UnknownOffset && !P.Span)
    Owners.try_emplace(Field, K.Owner);
  auto Known = Owners.find(Field);
  bool Owning = K.Owning || Known != Owners.end();
  ValueSet Out{{follow(P, Owning, Known == Owners.end() ? K.Owner : Known->second)}, false};
  if (auto It = Outside.find(baseOf(P)); It != Outside.end())
    for (const auto &[Offset, What] : It->second) {
      Path At = P;
      At.Offset = Offset;
      At.Span = 0;
      if (overlap(At, PointerBytes, P, K.Size))
        merge(Out, What);
    }
  for (const auto &[Tag, What] : Foreign)
    if (Tags.mayAlias(Tag, K.Tag))
      merge(Out, What);
  return Out;
}

ValueSet PointerValues::loaded(const ValueSet &From, const LoadKind &K) {
  ValueSet Out;
  Out.Any = From.Any;
  for (const Path &P : From.Values) {
    switch (P.Kind) {
    case Root::Function:
    case Root::Resource:
      break;
    case Root::Unknown:
      Out.Any = true;
      break;
    case Root::Local:
      if (P.Loads.empty())
        merge(Out, loadedLocal(P, K));
      else
        merge(Out, {{follow(P, K.Owning, K.Owner)}, false});
      break;
    case Root::Global:
      if (auto It = Constants.find(P.Name); P.Loads.empty() && It != Constants.end()) {
        merge(Out, constant(It->second->getInitializer()));
        break;
      }
      [[fallthrough]];
    case Root::Param:
    case Root::CallResult:
      merge(Out, loadedOutside(P, K));
      break;
    }
  }
  return Out;
}

void PointerValues::passOn(const ValueSet &V) {
  for (const Path &P : V.Values) {
    if (P.Kind != Root::Local || !P.Loads.empty() || Locals[P.Index].PassedOn)
      continue;
    Locals[P.Index].PassedOn = true;
    Changed = true;
    for (const auto &[Offset, What] : std::map<std::int64_t, ValueSet>(Locals[P.Index].Contents))
      passOn(What);
  }
}

void PointerValues::store(const ValueSet &Where, const ValueSet &What, const model::TypeTag &Tag) {
  if (What.Values.empty() && !What.Any)
    return;
  for (const Path &P : Where.Values) {
    if (P.Kind == Root::Local && P.Loads.empty()) {
      std::int64_t Key = P.Span ? UnknownOffset : P.Offset;
      if (merge(Locals[P.Index].Contents[Key], What)) {
        Changed = true;
        if (Locals[P.Index].PassedOn)
          passOn(What);
      }
      continue;
    }
    if (merge(Outside[baseOf(P)][P.Span ? UnknownOffset : P.Offset], What))
      Changed = true;
    // Through another name, the location may hold what was stored there. If that
    // is itself a path, "whatever is there" already covers it; local objects,
    // functions and unknown values it does not.
    ValueSet Uncovered{{}, What.Any};
    for (const Path &V : What.Values)
      if (V.Kind == Root::Local || V.Kind == Root::Function)
        Uncovered.Values.push_back(V);
    if (merge(Foreign[Tag], Uncovered))
      Changed = true;
    merge(Published, What);
    passOn(What);
  }
  if (Where.Any) {
    merge(Published, What);
    passOn(What);
  }
}

void PointerValues::visitTransfer(const ValueSet &To, const ValueSet &From, std::uint64_t Size) {
  for (const Path &D : To.Values)
    for (const Path &S : From.Values) {
      bool Exact = D.Offset != UnknownOffset && S.Offset != UnknownOffset && !D.Span && !S.Span;
      bool LocalFrom = S.Kind == Root::Local && S.Loads.empty();
      bool LocalTo = D.Kind == Root::Local && D.Loads.empty();
      if (LocalFrom) {
        auto Contents = Locals[S.Index].Contents;
        for (const auto &[Offset, What] : Contents) {
          Path At = Path::local(S.Index).plus(Offset);
          if (Offset != UnknownOffset && !overlap(S, Size, At, PointerBytes))
            continue;
          bool Shift = Exact && Offset != UnknownOffset;
          store({{D.plus(Shift ? Offset - S.Offset : UnknownOffset)}, false}, What);
        }
        for (const CopiedRange &R : std::vector<CopiedRange>(Locals[S.Index].Ranges))
          if (overlap(S, Size, Path::local(S.Index).plus(R.At), R.Size)) {
            bool Shift = Exact && R.At != UnknownOffset;
            visitTransfer({{D.plus(Shift ? R.At - S.Offset : UnknownOffset)}, false},
                          {{R.From}, false}, R.Size);
          }
        if (Locals[S.Index].PassedOn)
          store({{D.plus(UnknownOffset)}, false}, {{S.plus(UnknownOffset).load(false, {})}, false});
      } else if (LocalTo) {
        CopiedRange R{D.Span ? UnknownOffset : D.Offset, Size, S};
        auto &Ranges = Locals[D.Index].Ranges;
        if (!is_contained(Ranges, R)) {
          if (Ranges.size() >= MaxDeepValues)
            merge(Locals[D.Index].Contents[UnknownOffset], anything());
          else
            Ranges.push_back(R);
          Changed = true;
        }
      } else {
        // Between two places outside: what S holds is now also at D.
        merge(Published, {{follow(S.plus(UnknownOffset), false, {})}, false});
      }
    }
  if (From.Any)
    store(To, anything());
}

bool PointerValues::visitIntrinsic(CallBase &C) {
  auto *I = dyn_cast<IntrinsicInst>(&C);
  if (!I)
    return false;
  switch (I->getIntrinsicID()) {
  case Intrinsic::memcpy:
  case Intrinsic::memcpy_inline:
  case Intrinsic::memmove: {
    auto *Size = dyn_cast<ConstantInt>(C.getArgOperand(2));
    visitTransfer(of(C.getArgOperand(0)), of(C.getArgOperand(1)),
                  Size ? Size->getZExtValue() : UnknownSize);
    return true;
  }
  case Intrinsic::threadlocal_address:
  case Intrinsic::launder_invariant_group:
  case Intrinsic::strip_invariant_group:
  case Intrinsic::ptr_annotation:
  case Intrinsic::ssa_copy:
  case Intrinsic::ptrmask:
  case Intrinsic::expect:
  case Intrinsic::expect_with_probability:
    add(&C, of(C.getArgOperand(0)));
    return true;
  default:
    // The rest of them compute; whatever they compute from addresses may be one.
    if (C.getType()->isVoidTy())
      return true;
    for (const Use &U : C.args()) {
      ValueSet S = of(U.get());
      for (Path &P : S.Values)
        P = P.plus(UnknownOffset);
      add(&C, S);
    }
    return true;
  }
}

/// Every pointer in these local objects may now lead to the storage Id.
void PointerValues::fillLocals(const ValueSet &Objects, std::uint64_t Size, unsigned Id) {
  ValueSet Storage{{Path::local(Id).plus(UnknownOffset)}, false};
  for (const Path &P : Objects.Values) {
    if (P.Kind != Root::Local || !P.Loads.empty())
      continue;
    if (!Size || Size > MaxFilledBytes || P.Offset == UnknownOffset)
      store({{P.plus(UnknownOffset)}, false}, Storage);
    else
      for (std::uint64_t At = 0; At + PointerBytes <= Size; At += PointerBytes)
        store({{P.plus(std::int64_t(At))}, false}, Storage);
  }
}

void PointerValues::visitModelled(CallBase &C, const Model &M) {
  bool Known = false;
  if (C.hasStructRetAttr() && !M.has(ModelWord::SharedFromThis)) {
    // What a modelled function returns is new.
    fillLocals(of(C.getArgOperand(0)), DL.getTypeAllocSize(C.getParamStructRetType(0)),
               localId(&C));
  }
  for (const ModelEffect &Counted : M.Effects) {
    const ModelEffect E = atCall(Counted, C);
    switch (E.Word) {
    case ModelWord::Fresh:
      add(&C, {{Path::local(localId(&C))}, false});
      Known = true;
      break;
    case ModelWord::Returns:
      if (E.Arg < C.arg_size()) {
        ValueSet S = of(C.getArgOperand(E.Arg));
        add(&C, S);
      }
      Known = true;
      break;
    case ModelWord::SharedFromThis: {
      // The result is {pointer, control block}, as is the object's weak pointer.
      if (C.arg_size() < 2)
        break;
      ValueSet Result = of(C.getArgOperand(0)), This = of(C.getArgOperand(1));
      for (std::int64_t Offset : {std::int64_t(0), PointerBytes}) {
        ValueSet To, What;
        for (const Path &P : Result.Values)
          To.Values.push_back(P.plus(Offset));
        for (const Path &P : This.Values)
          merge(What, P.Kind == Root::Local
                          ? loaded({{P.plus(Offset)}, false}, {})
                          : ValueSet{{follow(P.plus(Offset), false, Offset ? model::WeakThis : "")},
                                     false});
        What.Any |= This.Any;
        store(To, What);
      }
      break;
    }
    case ModelWord::ReturnsInto:
      if (E.Arg < C.arg_size()) {
        ValueSet S = of(C.getArgOperand(E.Arg));
        for (Path &P : S.Values)
          P = P.plus(UnknownOffset);
        for (Path &P : S.Values)
          P.Span = 0;
        add(&C, S);
        // A node of a container leads to its other nodes.
        add(&C, loaded(S, {}));
      }
      Known = true;
      break;
    case ModelWord::Copies:
      if (std::max(E.Arg, E.Arg2) < C.arg_size())
        visitTransfer(of(C.getArgOperand(E.Arg)), of(C.getArgOperand(E.Arg2)), copiedBytes(C, E));
      break;
    case ModelWord::Object: {
      // Its storage is new or its own: a local object stands for it.
      if (E.Arg >= C.arg_size())
        break;
      fillLocals(of(C.getArgOperand(E.Arg)), C.getParamDereferenceableBytes(E.Arg), localId(&C));
      break;
    }
    default:
      break;
    }
  }
  if (!Known && !C.getType()->isVoidTy() && !C.getType()->isIntegerTy() &&
      !C.getType()->isFloatingPointTy())
    add(&C, anything());
}

void PointerValues::visitCall(CallBase &C) {
  if (visitIntrinsic(C) || C.isInlineAsm())
    return;
  const Function *Callee = C.getCalledFunction();
  if (const Model *M = Callee ? Lib.function(*Callee) : nullptr; M && !M->has(ModelWord::Invokes))
    return visitModelled(C, *M);
  for (const Use &U : C.args())
    passOn(of(U.get()));
  if (const Value *Returned = C.getReturnedArgOperand())
    add(&C, of(Returned));
  else if (!C.getType()->isVoidTy())
    add(&C, {{Path::callResult(callIndex(&C))}, false});
}

void PointerValues::visit(Instruction &I) {
  if (auto *A = dyn_cast<AllocaInst>(&I))
    return add(A, {{Path::local(localId(A))}, false});
  if (auto *L = dyn_cast<LoadInst>(&I)) {
    const model::TypeTag &T = Tags.of(I);
    bool Owning = !T.Base.empty() && Lib.owns(T.Base);
    return add(L, loaded(of(L->getPointerOperand()), {DL.getTypeStoreSize(L->getType()), T, Owning,
                                                      Owning ? T.Base : std::string()}));
  }
  if (auto *S = dyn_cast<StoreInst>(&I))
    return store(of(S->getPointerOperand()), of(S->getValueOperand()), Tags.of(I));
  if (auto *G = dyn_cast<GetElementPtrInst>(&I))
    return add(G, indexed(*cast<GEPOperator>(G)));
  if (auto *C = dyn_cast<CallBase>(&I))
    return visitCall(*C);
  if (auto *X = dyn_cast<AtomicCmpXchgInst>(&I)) {
    add(X, loaded(of(X->getPointerOperand()), {}));
    return store(of(X->getPointerOperand()), of(X->getNewValOperand()));
  }
  if (auto *X = dyn_cast<AtomicRMWInst>(&I)) {
    add(X, loaded(of(X->getPointerOperand()), {}));
    return store(of(X->getPointerOperand()), of(X->getValOperand()));
  }
  if (isa<LandingPadInst>(I)) {
    // The exception came from anywhere, and so did the pointers in it.
    unsigned Id = localId(&I);
    if (merge(Locals[Id].Contents[UnknownOffset], anything()))
      Changed = true;
    return add(&I, {{Path::local(Id)}, false});
  }
  if (isa<VAArgInst>(I))
    return add(&I, anything());
  if (isa<CmpInst>(I) || I.getType()->isVoidTy())
    return;
  // Everything else computes its result from its operands: casts, phis, selects,
  // aggregates keep addresses as they are; arithmetic moves them.
  bool Moves = isa<BinaryOperator>(I);
  for (const Use &U : I.operands()) {
    if (isa<BasicBlock>(U.get()) || (isa<SelectInst>(I) && U.getOperandNo() == 0))
      continue;
    ValueSet S = of(U.get());
    if (Moves)
      for (Path &P : S.Values) {
        P.Offset = UnknownOffset;
        P.Span = 0;
      }
    add(&I, S);
  }
}

void PointerValues::solve() {
  ReversePostOrderTraversal<Function *> Order(&F);
  for (unsigned Round = 0; Round != MaxRounds; ++Round) {
    Changed = false;
    for (BasicBlock *B : Order)
      for (Instruction &I : *B) {
        if (Work > MaxWork)
          return;
        visit(I);
      }
    if (!Changed) {
      Converged = true;
      return;
    }
  }
}

std::vector<model::LocalObject> PointerValues::locals() const {
  std::vector<model::LocalObject> Out;
  for (const Local &L : Locals) {
    model::LocalObject O;
    for (const auto &[Offset, What] : L.Contents)
      O.Contents.push_back({Offset, What});
    for (const CopiedRange &R : L.Ranges)
      for (std::int64_t D = 0; D < std::int64_t(std::min<std::uint64_t>(R.Size, 256));
           D += PointerBytes)
        O.Contents.push_back(
            {model::addOffsets(R.At, D), {{R.From.plus(D).load(false, {})}, false}});
    llvm::sort(O.Contents);
    Out.push_back(std::move(O));
  }
  return Out;
}

bool PointerValues::rebinds(const Instruction &I, std::vector<std::uint32_t> &From) {
  const Value *To = nullptr;
  ValueSet What;
  if (auto *S = dyn_cast<StoreInst>(&I)) {
    To = S->getPointerOperand();
    What = of(S->getValueOperand());
  } else if (auto *M = dyn_cast<MemTransferInst>(&I)) {
    To = M->getRawDest();
    What = loaded(of(M->getRawSource()), {UnknownSize, {}, false, {}});
  } else if (auto *X = dyn_cast<AtomicCmpXchgInst>(&I)) {
    To = X->getPointerOperand();
    What = of(X->getNewValOperand());
  } else if (auto *R = dyn_cast<AtomicRMWInst>(&I)) {
    To = R->getPointerOperand();
    What = of(R->getValOperand());
  }
  if (!To || What.Any)
    return What.Any;
  ValueSet Where = of(To);
  for (const Path &V : What.Values)
    if (V.Kind == Root::Local && !V.Loads.empty() && !is_contained(From, V.Index))
      From.push_back(V.Index);
  erase_if(What.Values, [](const Path &V) { return V.Kind == Root::Local && !V.Loads.empty(); });
  auto SameLoad = [](const model::Load &A, const model::Load &B) { return A.Offset == B.Offset; };
  return any_of(What.Values, [&](const Path &V) {
    return none_of(Where.Values, [&](const Path &P) {
      Path There = P.load(false, {});
      return V.Kind == P.Kind && V.Index == P.Index && V.Name == P.Name && V.Offset == 0 &&
             V.Span == 0 && There.Loads.back().Offset != UnknownOffset &&
             std::equal(V.Loads.begin(), V.Loads.end(), There.Loads.begin(), There.Loads.end(),
                        SameLoad);
    });
  });
}

} // namespace polychrome
