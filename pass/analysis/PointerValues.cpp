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
constexpr unsigned MaxValues = 64;
constexpr unsigned MaxRounds = 64;
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

/// Too many offsets from one base: keep the base.
void widen(ValueSet &S) {
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
  if (S.Values.size() > MaxValues)
    S = anything();
}

/// How much a model's copy moves: an object, or as much as the length says.
std::uint64_t copiedBytes(const CallBase &C, const ModelEffect &E) {
  std::uint64_t N = std::max(C.getParamDereferenceableBytes(E.Arg),
                             C.getParamDereferenceableBytes(E.Arg2));
  return N ? N : UnknownSize;
}

/// The load from P, folded once the chain is long: the path then stands for
/// everything reachable from there.
Path follow(const Path &P, bool Owning, const std::string &Owner) {
  if (P.Loads.size() < MaxLoads)
    return P.load(Owning, Owner);
  Path Q = P;
  Q.Offset = UnknownOffset;
  Q.Span = 0;
  return Q;
}

} // namespace

PointerValues::PointerValues(Function &Fn, const Flat &C, const Models &L, TypeTags &T)
    : F(Fn), Copy(C), Lib(L), Tags(T), DL(Fn.getParent()->getDataLayout()) {
  for (const GlobalVariable &G : F.getParent()->globals())
    if (G.isConstant() && G.hasDefinitiveInitializer())
      Constants[Copy.Symbols.lookup(&G)] = &G;
  solve();
}

bool PointerValues::merge(ValueSet &Into, const ValueSet &S) {
  bool New = false;
  if (S.Any && !Into.Any) {
    Into.Any = New = true;
  }
  for (const Path &P : S.Values) {
    auto It = std::lower_bound(Into.Values.begin(), Into.Values.end(), P);
    if (It != Into.Values.end() && *It == P)
      continue;
    // A base whose offset is unknown already covers every offset from it.
    if (any_of(Into.Values, [&](const Path &Q) {
          return Q.Offset == UnknownOffset && sameBase(P, Q);
        }))
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

ValueSet PointerValues::loadedLocal(const Path &P, std::uint64_t Size, bool Owning,
                                    const std::string &Owner) {
  ValueSet Out;
  const Local &L = Locals[P.Index];
  for (const auto &[Offset, What] : L.Contents) {
    Path At = Path::local(P.Index).plus(Offset);
    if (Offset == UnknownOffset || overlap(P, Size, At, PointerBytes))
      merge(Out, What);
  }
  for (const CopiedRange &R : std::vector<CopiedRange>(L.Ranges)) {
    Path At = Path::local(P.Index).plus(R.At);
    if (!overlap(P, Size, At, R.Size))
      continue;
    bool Exact = P.Offset != UnknownOffset && R.At != UnknownOffset && P.Span == 0;
    Path From = R.From.plus(Exact ? P.Offset - R.At : UnknownOffset);
    merge(Out, loaded({{From}, false}, Size, Owning, Owner));
  }
  if (L.PassedOn)
    merge(Out, {{P.load(Owning, Owner)}, false});
  return Out;
}

ValueSet PointerValues::loadedOutside(const Path &P, std::uint64_t Size, bool Owning,
                                      const std::string &Owner) {
  ValueSet Out{{follow(P, Owning, Owner)}, false};
  for (const OutsideStore &S : Outside) {
    if (sameBase(S.Where, P)) {
      if (overlap(S.Where, PointerBytes, P, Size))
        merge(Out, S.What);
      continue;
    }
    // Through another name, the location may hold what was stored there. If that
    // is itself a path, "whatever is at P" already covers it; local objects,
    // functions and unknown values it does not.
    ValueSet Foreign{{}, S.What.Any};
    for (const Path &V : S.What.Values)
      if (V.Kind == Root::Local || V.Kind == Root::Function)
        Foreign.Values.push_back(V);
    merge(Out, Foreign);
  }
  return Out;
}

ValueSet PointerValues::loaded(const ValueSet &From, std::uint64_t Size, bool Owning,
                               const std::string &Owner) {
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
        merge(Out, loadedLocal(P, Size, Owning, Owner));
      else
        merge(Out, {{follow(P, Owning, Owner)}, false});
      break;
    case Root::Global:
      if (auto It = Constants.find(P.Name); P.Loads.empty() && It != Constants.end()) {
        merge(Out, constant(It->second->getInitializer()));
        break;
      }
      [[fallthrough]];
    case Root::Param:
    case Root::CallResult:
      merge(Out, loadedOutside(P, Size, Owning, Owner));
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

void PointerValues::store(const ValueSet &Where, const ValueSet &What, std::uint64_t) {
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
    auto It = find_if(Outside, [&](const OutsideStore &S) { return S.Where == P; });
    if (It == Outside.end())
      It = Outside.insert(Outside.end(), {P, {}});
    if (merge(It->What, What))
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
          store({{D.plus(Shift ? Offset - S.Offset : UnknownOffset)}, false}, What, PointerBytes);
        }
        for (const CopiedRange &R : std::vector<CopiedRange>(Locals[S.Index].Ranges))
          if (overlap(S, Size, Path::local(S.Index).plus(R.At), R.Size)) {
            bool Shift = Exact && R.At != UnknownOffset;
            visitTransfer({{D.plus(Shift ? R.At - S.Offset : UnknownOffset)}, false},
                          {{R.From}, false}, R.Size);
          }
        if (Locals[S.Index].PassedOn)
          store({{D.plus(UnknownOffset)}, false}, {{S.plus(UnknownOffset).load(false, {})}, false},
                PointerBytes);
      } else if (LocalTo) {
        CopiedRange R{D.Span ? UnknownOffset : D.Offset, Size, S};
        auto &Ranges = Locals[D.Index].Ranges;
        if (!is_contained(Ranges, R)) {
          if (Ranges.size() > MaxValues)
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
    store(To, anything(), PointerBytes);
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

void PointerValues::visitModelled(CallBase &C, const Model &M) {
  bool Known = false;
  if (C.hasStructRetAttr() && !M.has(ModelWord::SharedFromThis)) {
    // What a modelled function returns is new.
    ValueSet To = of(C.getArgOperand(0));
    for (Path &P : To.Values)
      P = P.plus(UnknownOffset);
    store(To, {{Path::local(localId(&C)).plus(UnknownOffset)}, false}, PointerBytes);
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
                          ? loaded({{P.plus(Offset)}, false}, PointerBytes, false, {})
                          : ValueSet{{follow(P.plus(Offset), false,
                                             Offset ? model::WeakThis : "")},
                                     false});
        What.Any |= This.Any;
        store(To, What, PointerBytes);
      }
      break;
    }
    case ModelWord::Copies:
      if (std::max(E.Arg, E.Arg2) < C.arg_size())
        visitTransfer(of(C.getArgOperand(E.Arg)), of(C.getArgOperand(E.Arg2)),
                      copiedBytes(C, E));
      break;
    case ModelWord::Object: {
      // Its storage is new or its own: a local object stands for it.
      if (E.Arg >= C.arg_size())
        break;
      ValueSet Storage{{Path::local(localId(&C)).plus(UnknownOffset)}, false};
      ValueSet To;
      for (Path &P : of(C.getArgOperand(E.Arg)).Values)
        if (P.Kind == Root::Local && P.Loads.empty())
          To.Values.push_back(P.plus(UnknownOffset));
      store(To, Storage, PointerBytes);
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
  if (const Model *M = Callee ? Lib.function(Callee->getName()) : nullptr;
      M && !M->has(ModelWord::Invokes))
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
    return add(L, loaded(of(L->getPointerOperand()), DL.getTypeStoreSize(L->getType()), Owning,
                         Owning ? T.Base : std::string()));
  }
  if (auto *S = dyn_cast<StoreInst>(&I))
    return store(of(S->getPointerOperand()), of(S->getValueOperand()), PointerBytes);
  if (auto *G = dyn_cast<GetElementPtrInst>(&I))
    return add(G, indexed(*cast<GEPOperator>(G)));
  if (auto *C = dyn_cast<CallBase>(&I))
    return visitCall(*C);
  if (auto *X = dyn_cast<AtomicCmpXchgInst>(&I)) {
    add(X, loaded(of(X->getPointerOperand()), PointerBytes, false, {}));
    return store(of(X->getPointerOperand()), of(X->getNewValOperand()), PointerBytes);
  }
  if (auto *X = dyn_cast<AtomicRMWInst>(&I)) {
    add(X, loaded(of(X->getPointerOperand()), PointerBytes, false, {}));
    return store(of(X->getPointerOperand()), of(X->getValOperand()), PointerBytes);
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
      for (Instruction &I : *B)
        visit(I);
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
        O.Contents.push_back({model::addOffsets(R.At, D),
                              {{R.From.plus(D).load(false, {})}, false}});
    llvm::sort(O.Contents);
    Out.push_back(std::move(O));
  }
  return Out;
}

bool PointerValues::rebinds(const Instruction &I) {
  const Value *To = nullptr;
  ValueSet What;
  if (auto *S = dyn_cast<StoreInst>(&I)) {
    To = S->getPointerOperand();
    What = of(S->getValueOperand());
  } else if (auto *M = dyn_cast<MemTransferInst>(&I)) {
    To = M->getRawDest();
    What = loaded(of(M->getRawSource()), UnknownSize, false, {});
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
