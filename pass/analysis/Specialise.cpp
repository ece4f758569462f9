//===- Specialise.cpp - A handler for one closure -------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Specialise.h"

#include "pass/analysis/Models.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/InstCombine/InstCombine.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/GVN.h"
#include "llvm/Transforms/Scalar/SCCP.h"
#include "llvm/Transforms/Scalar/SROA.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"

#include <map>
#include <set>

using namespace llvm;

namespace polychrome {

namespace {

constexpr unsigned WordBytes = 8;
/// Larger handlers stay as they are.
constexpr unsigned MaxInstructions = 20000;
/// Copies up to this many bytes are looked into.
constexpr unsigned MaxCopy = 256;
/// Models with these words may hand on the address of an argument.
constexpr ModelWord Handing[] = {ModelWord::Invokes,     ModelWord::Exclusive,
                                 ModelWord::StoresInto,  ModelWord::Returns,
                                 ModelWord::ReturnsWithin, ModelWord::ReturnsInto,
                                 ModelWord::Keeps,       ModelWord::Refers};
constexpr StringRef BranchMarker = "polychrome.branch";
constexpr StringRef ValueMarker = "polychrome.value";

/// Bytes of the scratch copy whose value matters: the closure's, and those of local objects
/// that these are copied to.
struct Place {
  Value *Base = nullptr;
  uint64_t Offset = 0;
  Type *Of = nullptr;
  bool Stays = false; ///< nobody else knows its address
  auto operator<=>(const Place &) const = default;

  uint64_t size() const { return Of->getIntegerBitWidth() / 8; }
  Value *address(IRBuilder<> &B) const {
    return B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Base, Offset);
  }
};

class Optimiser {
public:
  Optimiser() {
    PB.registerModuleAnalyses(MAM);
    PB.registerCGSCCAnalyses(CGAM);
    PB.registerFunctionAnalyses(FAM);
    PB.registerLoopAnalyses(LAM);
    PB.crossRegisterProxies(LAM, FAM, CGAM, MAM);
  }

  /// So that addresses are computed from the closure's in one step.
  void tidy(Function &S) {
    FunctionPassManager FPM;
    FPM.addPass(SROAPass(SROAOptions::PreserveCFG));
    FPM.addPass(EarlyCSEPass());
    FPM.addPass(SimplifyCFGPass());
    run(FPM, S);
  }

  void optimise(Function &S) {
    FunctionPassManager FPM;
    FPM.addPass(SROAPass(SROAOptions::PreserveCFG));
    FPM.addPass(EarlyCSEPass(/*UseMemorySSA=*/true));
    FPM.addPass(GVNPass());
    FPM.addPass(InstCombinePass());
    FPM.addPass(SCCPPass());
    FPM.addPass(SimplifyCFGPass());
    // What has become of joined branches is simpler now.
    FPM.addPass(InstCombinePass());
    FPM.addPass(SimplifyCFGPass());
    run(FPM, S);
  }

private:
  LoopAnalysisManager LAM;
  FunctionAnalysisManager FAM;
  CGSCCAnalysisManager CGAM;
  ModuleAnalysisManager MAM;
  PassBuilder PB;

  void run(FunctionPassManager &FPM, Function &S) {
    FPM.run(S, FAM);
    FAM.clear(S, S.getName());
  }
};

/// One run over one handler.
class Specialiser {
public:
  Specialiser(Function &Fn, unsigned Closure, ArrayRef<KnownBytes> On, ArrayRef<Instruction *> V,
              const Models &L)
      : F(Fn), ClosureArg(Closure), Known(On), Asked(V), Lib(L),
        DL(Fn.getParent()->getDataLayout()) {}

  Specialised run();

private:
  Function &F;
  unsigned ClosureArg;
  ArrayRef<KnownBytes> Known;
  ArrayRef<Instruction *> Asked;
  const Models &Lib;
  const DataLayout &DL;
  std::vector<BasicBlock *> Branches; ///< of F, by number
  std::set<unsigned> Live;            ///< branches that the optimiser could not remove
  /// What the values in question have become: null where they differ from run to run.
  std::map<unsigned, Constant *> Results;

  void collectBranches();
  std::vector<Place> places(Function &S);
  Function *scratch();
  void prepare(Function &S, Optimiser &O);
  Function *marker(StringRef Name, Type *Of);
  void assume(Function &S);
  void keepAcross(Function &S);
  bool staysHere(const Value &Object) const;
  bool preserves(const CallBase &C, const Place &P) const;
  void readMarkers(const Function &S);

};

/// Copies of a few words as loads and stores, which the optimiser can see through.
void expandCopies(Function &S) {
  for (Instruction &I : make_early_inc_range(instructions(S))) {
    auto *Copy = dyn_cast<MemCpyInst>(&I);
    auto *Size = Copy ? dyn_cast<ConstantInt>(Copy->getLength()) : nullptr;
    if (!Size || Size->getZExtValue() % WordBytes || Size->getZExtValue() > MaxCopy)
      continue;
    IRBuilder<> B(Copy);
    for (uint64_t At = 0; At != Size->getZExtValue(); At += WordBytes) {
      Value *From = B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Copy->getRawSource(), At);
      Value *To = B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Copy->getRawDest(), At);
      B.CreateAlignedStore(B.CreateAlignedLoad(B.getInt64Ty(), From, Align(1)), To, Align(1));
    }
    Copy->eraseFromParent();
  }
}

/// Assumptions carry the analysis' notes on objects; here they would only make an object's
/// address known to somebody.
void dropAssumptions(Function &S) {
  for (Instruction &I : make_early_inc_range(instructions(S)))
    if (isa<AssumeInst>(I))
      I.eraseFromParent();
}

/// Something that the optimiser can neither see through nor drop, nor has to fear.
Function *Specialiser::marker(StringRef Name, Type *Of) {
  LLVMContext &C = F.getContext();
  SmallVector<Type *, 2> Params{Type::getInt32Ty(C)};
  if (Of)
    Params.push_back(Of);
  FunctionCallee Mark =
      F.getParent()->getOrInsertFunction(Name, FunctionType::get(Type::getVoidTy(C), Params, false));
  auto *MarkFn = cast<Function>(Mark.getCallee());
  MarkFn->setMemoryEffects(MemoryEffects::inaccessibleMemOnly());
  MarkFn->setDoesNotThrow();
  MarkFn->addFnAttr(Attribute::WillReturn);
  return MarkFn;
}

/// The copy with its markers.
Function *Specialiser::scratch() {
  ValueToValueMapTy Map;
  Function *S = CloneFunction(&F, Map);
  S->setName("polychrome.scratch");
  Function *Branch = marker(BranchMarker, nullptr);
  for (unsigned I = 0; I != Branches.size(); ++I) {
    auto *Block = cast<BasicBlock>(Map[Branches[I]]);
    IRBuilder<> B(Block, Block->getFirstInsertionPt());
    B.SetCurrentDebugLocation(DebugLoc());
    B.CreateCall(Branch, B.getInt32(I));
  }
  for (unsigned I = 0; I != Asked.size(); ++I) {
    auto *V = cast<Instruction>(Map[Asked[I]]);
    IRBuilder<> B(V->getParent(), *V->getInsertionPointAfterDef());
    Function *Mark = marker(ValueMarker, B.getInt64Ty());
    B.CreateCall(Mark, {B.getInt32(I), V->getType()->isPointerTy()
                                           ? B.CreatePtrToInt(V, B.getInt64Ty())
                                           : static_cast<Value *>(V)});
  }
  S->setSubprogram(nullptr);
  for (Instruction &I : instructions(*S))
    I.setDebugLoc(DebugLoc());
  return S;
}

/// The assumption on entry, and what calls leave alone written down.
void Specialiser::prepare(Function &S, Optimiser &O) {
  S.addParamAttr(ClosureArg, Attribute::NonNull);
  dropAssumptions(S);
  expandCopies(S);
  O.tidy(S);
  keepAcross(S);
  assume(S);
}

void Specialiser::assume(Function &S) {
  IRBuilder<> B(&S.getEntryBlock(), S.getEntryBlock().getFirstInsertionPt());
  for (const KnownBytes &K : Known) {
    Type *T = K.Value->getType();
    Value *At = Place{S.getArg(ClosureArg), K.Offset, T}.address(B);
    Value *Is = K.Value;
    if (uint64_t Others = ~K.Mask & maskTrailingOnes<uint64_t>(K.Size * 8))
      Is = B.CreateOr(B.CreateAnd(B.CreateLoad(T, At), ConstantInt::get(T, Others)), K.Value);
    B.CreateStore(Is, At);
  }
}

/// Does nobody but this function's own instructions, and modelled functions that are given
/// it for as long as they run, know the address of the closure or local object?
bool Specialiser::staysHere(const Value &Object) const {
  SmallVector<const Value *, 16> Work{&Object};
  SmallPtrSet<const Value *, 16> Seen;
  while (!Work.empty())
    for (const Use &U : Work.pop_back_val()->uses()) {
      auto *I = cast<Instruction>(U.getUser());
      if (isa<GetElementPtrInst, PHINode, SelectInst>(I)) {
        if (Seen.insert(I).second)
          Work.push_back(I);
        continue;
      }
      auto *S = dyn_cast<StoreInst>(I);
      if (isa<LoadInst, ICmpInst, MemIntrinsic>(I) || I->isLifetimeStartOrEnd() ||
          (S && S->getPointerOperand() == U.get()))
        continue;
      auto *C = dyn_cast<CallBase>(I);
      const Function *Callee = C ? C->getCalledFunction() : nullptr;
      const Model *M = Callee ? Lib.function(*Callee) : nullptr;
      if (!M || any_of(Handing, [M](ModelWord W) { return M->has(W); }))
        return false;
    }
  return true;
}

/// Where known bytes lie, and where words of them are copied.
std::vector<Place> Specialiser::places(Function &S) {
  std::vector<Place> Out;
  Value *Closure = S.getArg(ClosureArg);
  bool Stays = staysHere(*Closure);
  for (const KnownBytes &K : Known)
    Out.push_back({Closure, K.Offset, K.Value->getType(), Stays});
  for (size_t Next = 0; Next != Out.size(); ++Next) {
    const Place From = Out[Next];
    for (Instruction &I : instructions(S)) {
      auto *L = dyn_cast<LoadInst>(&I);
      if (!L || DL.getTypeStoreSize(L->getType()) != From.size() ||
          offsetIn(From.Base, L->getPointerOperand(), DL) != From.Offset)
        continue;
      for (User *U : L->users()) {
        auto *Copy = dyn_cast<StoreInst>(U);
        auto *To = Copy && Copy->getValueOperand() == L
                       ? dyn_cast<AllocaInst>(getUnderlyingObject(Copy->getPointerOperand()))
                       : nullptr;
        auto Offset = To ? offsetIn(To, Copy->getPointerOperand(), DL) : std::nullopt;
        if (Offset && !is_contained(Out, Place{To, *Offset, From.Of, true}) && staysHere(*To))
          Out.push_back({To, *Offset, From.Of, true});
      }
    }
  }
  return Out;
}

/// What a modelled function is given of an object, it is given by its address there and is as
/// large as the model says; other pointers lead to no operation in a queue. An object that
/// stays here is changed by nobody who is not given it.
bool Specialiser::preserves(const CallBase &C, const Place &P) const {
  const Function *Callee = C.getCalledFunction();
  if (C.isInlineAsm() || (Callee && Callee->isIntrinsic()))
    return false;
  const Model *M = Callee ? Lib.function(*Callee) : nullptr;
  bool Modelled = M && !M->has(ModelWord::Invokes) && !M->has(ModelWord::Exclusive);
  if (!Modelled && !P.Stays)
    return false;
  for (unsigned I = 0; I != C.arg_size(); ++I) {
    if (!C.getArgOperand(I)->getType()->isPointerTy())
      continue;
    SmallVector<const Value *, 4> Objects;
    getUnderlyingObjects(C.getArgOperand(I), Objects);
    if (!is_contained(Objects, P.Base))
      continue;
    auto Offset = offsetIn(P.Base, C.getArgOperand(I), DL);
    uint64_t Size = C.getParamDereferenceableBytes(I);
    if (!Offset || !Size || (*Offset < P.Offset + P.size() && P.Offset < *Offset + Size))
      return false;
  }
  return true;
}

/// Reads the bytes before such a call and writes them back behind it.
void Specialiser::keepAcross(Function &S) {
  std::vector<Place> Places = places(S);
  SmallVector<CallBase *, 32> Calls;
  for (Instruction &I : instructions(S))
    if (auto *C = dyn_cast<CallBase>(&I); C && (isa<InvokeInst>(C) || !C->isTerminator()))
      Calls.push_back(C);
  for (CallBase *C : Calls) {
    std::vector<std::pair<Place, Value *>> Kept;
    IRBuilder<> Before(C);
    for (const Place &P : Places)
      if (preserves(*C, P))
        Kept.push_back({P, Before.CreateLoad(P.Of, P.address(Before))});
    if (Kept.empty())
      continue;
    BasicBlock::iterator At = std::next(C->getIterator());
    if (auto *I = dyn_cast<InvokeInst>(C))
      At = SplitEdge(C->getParent(), I->getNormalDest())->getFirstInsertionPt();
    IRBuilder<> B(At->getParent(), At);
    for (const auto &[P, Was] : Kept)
      B.CreateStore(Was, P.address(B));
  }
}

void Specialiser::readMarkers(const Function &S) {
  for (const Instruction &I : instructions(S)) {
    auto *C = dyn_cast<CallInst>(&I);
    const Function *Callee = C ? C->getCalledFunction() : nullptr;
    if (!Callee || (Callee->getName() != BranchMarker && Callee->getName() != ValueMarker))
      continue;
    auto Number = unsigned(cast<ConstantInt>(C->getArgOperand(0))->getZExtValue());
    if (Callee->getName() == BranchMarker) {
      Live.insert(Number);
      continue;
    }
    auto *Is = dyn_cast<Constant>(C->getArgOperand(1));
    if (Is && isa<UndefValue>(Is))
      Is = nullptr;
    auto [It, New] = Results.try_emplace(Number, Is);
    if (!New && It->second != Is)
      It->second = nullptr;
  }
}

void Specialiser::collectBranches() {
  SmallPtrSet<BasicBlock *, 32> Seen;
  for (BasicBlock &B : F)
    if (isa<BranchInst, SwitchInst>(B.getTerminator()) && B.getTerminator()->getNumSuccessors() > 1)
      for (BasicBlock *Next : successors(&B))
        if (Seen.insert(Next).second)
          Branches.push_back(Next);
}

Specialised Specialiser::run() {
  collectBranches();
  Function *S = scratch();
  Optimiser O;
  prepare(*S, O);
  O.optimise(*S);
  readMarkers(*S);
  S->eraseFromParent();
  for (StringRef Name : {BranchMarker, ValueMarker})
    if (Function *Mark = F.getParent()->getFunction(Name))
      Mark->eraseFromParent();
  Specialised Out;
  bool Constants = any_of(Results, [](const auto &R) { return R.second; });
  if (Live.size() == Branches.size() && !Constants)
    return Out;
  ValueToValueMapTy Map;
  Out.Body = CloneFunction(&F, Map);
  for (unsigned I = 0; I != Asked.size(); ++I) {
    auto It = Results.find(I);
    if (It == Results.end() || !It->second)
      continue;
    Constant *Is = It->second;
    Type *T = Asked[I]->getType();
    Value *V = Map[Asked[I]];
    V->replaceAllUsesWith(T->isPointerTy() ? ConstantExpr::getIntToPtr(Is, T) : Is);
    ++Out.Values;
  }
  for (unsigned I = 0; I != Branches.size(); ++I)
    if (!Live.count(I)) {
      changeToUnreachable(&*cast<BasicBlock>(Map[Branches[I]])->getFirstNonPHIIt());
      ++Out.Branches;
    }
  removeUnreachableBlocks(*Out.Body);
  return Out;
}

} // namespace

std::optional<uint64_t> offsetIn(const Value *Closure, const Value *V, const DataLayout &DL) {
  APInt Offset(64, 0);
  if (V->stripAndAccumulateConstantOffsets(DL, Offset, /*AllowNonInbounds=*/true) != Closure ||
      Offset.isNegative())
    return std::nullopt;
  return Offset.getZExtValue();
}

std::optional<unsigned> closureOf(const Function &F, model::HandlerKind Kind) {
  if (Kind != model::HandlerKind::Asio && Kind != model::HandlerKind::Posted)
    return std::nullopt;
  unsigned Closure = Kind == model::HandlerKind::Posted ? 0 : 1;
  return Closure < F.arg_size() ? std::optional(Closure) : std::nullopt;
}

Specialised specialise(Function &F, unsigned Closure, ArrayRef<KnownBytes> Known,
                       ArrayRef<Instruction *> Values, const Models &Lib) {
  if (F.getInstructionCount() > MaxInstructions)
    return {};
  return Specialiser(F, Closure, Known, Values, Lib).run();
}

} // namespace polychrome
