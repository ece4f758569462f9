//===- Specialise.cpp - A handler for one closure -------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Specialise.h"

#include "pass/analysis/CopyFunction.h"
#include "pass/analysis/KnownAcross.h"

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
constexpr StringRef BranchMarker = "polychrome.branch";
constexpr StringRef ValueMarker = "polychrome.value";

/// LLVM's passes, set up once.
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
  Function *scratch();
  void prepare(Function &S, Optimiser &O);
  Function *marker(StringRef Name, Type *Of);
  void assume(Function &S);
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
  FunctionCallee Mark = F.getParent()->getOrInsertFunction(
      Name, FunctionType::get(Type::getVoidTy(C), Params, /*isVarArg=*/false));
  auto *MarkFn = cast<Function>(Mark.getCallee());
  MarkFn->setMemoryEffects(MemoryEffects::inaccessibleMemOnly());
  MarkFn->setDoesNotThrow();
  MarkFn->addFnAttr(Attribute::WillReturn);
  return MarkFn;
}

/// The copy with its markers.
Function *Specialiser::scratch() {
  ValueToValueMapTy Map;
  Function *S = copyFunction(F, Map, Places::Dropped);
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
    B.CreateCall(Mark,
                 {B.getInt32(I), V->getType()->isPointerTy() ? B.CreatePtrToInt(V, B.getInt64Ty())
                                                             : static_cast<Value *>(V)});
  }
  return S;
}

/// The assumption on entry, and what calls leave alone written down.
void Specialiser::prepare(Function &S, Optimiser &O) {
  S.addParamAttr(ClosureArg, Attribute::NonNull);
  dropAssumptions(S);
  expandCopies(S);
  O.tidy(S);
  keepAcross(S, *S.getArg(ClosureArg), Known, Lib);
  assume(S);
}

void Specialiser::assume(Function &S) {
  IRBuilder<> B(&S.getEntryBlock(), S.getEntryBlock().getFirstInsertionPt());
  for (const KnownBytes &K : Known) {
    Type *T = K.Value->getType();
    Value *At = B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), S.getArg(ClosureArg), K.Offset);
    Value *Is = K.Value;
    if (uint64_t Others = ~K.Mask & maskTrailingOnes<uint64_t>(K.Size * 8))
      Is = B.CreateOr(B.CreateAnd(B.CreateLoad(T, At), ConstantInt::get(T, Others)), K.Value);
    B.CreateStore(Is, At);
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

/// The address that the number is: LLVM does not always undo a cast.
Constant *pointer(Constant *Number, Type *T) {
  auto *E = dyn_cast<ConstantExpr>(Number);
  bool Cast = E && E->getOpcode() == Instruction::PtrToInt && E->getOperand(0)->getType() == T;
  return Cast ? E->getOperand(0) : ConstantExpr::getIntToPtr(Number, T);
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
  Out.Body = copyFunction(F, Map);
  for (unsigned I = 0; I != Asked.size(); ++I) {
    auto It = Results.find(I);
    if (It == Results.end() || !It->second)
      continue;
    Constant *Is = It->second;
    Type *T = Asked[I]->getType();
    Value *V = Map[Asked[I]];
    V->replaceAllUsesWith(T->isPointerTy() ? pointer(Is, T) : Is);
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
