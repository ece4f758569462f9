//===- Outcomes.cpp - A handler's body when nothing failed ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Outcomes.h"

#include "pass/analysis/Models.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"
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

#include <set>

using namespace llvm;

namespace polychrome {

using model::HandlerKind;
using model::Predicate;

namespace {

constexpr unsigned WordBytes = 8;
/// Larger handlers keep their one row.
constexpr unsigned MaxInstructions = 20000;
/// Copies up to this many bytes are looked into.
constexpr unsigned MaxCopy = 256;
constexpr StringRef Marker = "polychrome.branch";

/// The byte offset from the operation, if V is an address in it.
std::optional<uint64_t> offsetIn(const Value *Operation, const Value *V, const DataLayout &DL) {
  APInt Offset(64, 0);
  if (V->stripAndAccumulateConstantOffsets(DL, Offset, /*AllowNonInbounds=*/true) != Operation ||
      Offset.isNegative())
    return std::nullopt;
  return Offset.getZExtValue();
}

/// How an error code of this type, at the given offset, says that there is no error.
/// boost::system::error_code: bit 0 of its flags, behind 16 bytes of value and category.
std::optional<Predicate> noError(const Type *T, uint64_t Offset) {
  auto *S = dyn_cast<StructType>(T);
  if (!S || !S->hasName())
    return std::nullopt;
  Predicate P;
  P.Label = "ok";
  if (S->getName() == "class.boost::system::error_code") {
    P.Offset = uint32_t(Offset + 16);
    P.Size = 8;
    P.Mask = 1;
    return P;
  }
  if (S->getName() == "struct.std::error_code" || S->getName() == "class.std::error_code") {
    P.Offset = uint32_t(Offset);
    P.Size = 4;
    P.Mask = 0xffffffff;
    return P;
  }
  return std::nullopt;
}

/// The first error code in the operation that the body looks at.
std::optional<Predicate> errorCode(Function &F, const Value *Operation) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  for (Instruction &I : instructions(F)) {
    auto *G = dyn_cast<GetElementPtrInst>(&I);
    auto Offset = G ? offsetIn(Operation, G, DL) : std::nullopt;
    if (!Offset)
      continue;
    if (auto P = noError(G->getResultElementType(), *Offset))
      return P;
  }
  return std::nullopt;
}

/// One run over one handler.
class Splitter {
public:
  Splitter(Function &Fn, unsigned Closure, Predicate P, const Models &L)
      : F(Fn), ClosureArg(Closure), When(std::move(P)), Lib(L),
        DL(Fn.getParent()->getDataLayout()) {}

  Function *run();

private:
  Function &F;
  unsigned ClosureArg;
  Predicate When;
  const Models &Lib;
  const DataLayout &DL;
  std::vector<BasicBlock *> Branches; ///< of F, by number

  Function *scratch();
  void assume(Function &S);
  void keepAcross(Function &S);
  bool preserves(const CallBase &C, const Value *Operation) const;
  std::set<unsigned> live(Function &S);

  Value *codeAddress(IRBuilder<> &B, Function &S) {
    return B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), S.getArg(ClosureArg), When.Offset);
  }
  Type *codeType(IRBuilder<> &B) const { return B.getIntNTy(When.Size * 8); }
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

/// The copy with a marker in each branch, the assumption on entry, and what calls leave
/// alone written down.
Function *Splitter::scratch() {
  ValueToValueMapTy Map;
  Function *S = CloneFunction(&F, Map);
  S->setName("polychrome.scratch");
  LLVMContext &C = F.getContext();
  FunctionCallee Mark = F.getParent()->getOrInsertFunction(
      Marker, FunctionType::get(Type::getVoidTy(C), {Type::getInt32Ty(C)}, false));
  auto *MarkFn = cast<Function>(Mark.getCallee());
  MarkFn->setMemoryEffects(MemoryEffects::inaccessibleMemOnly());
  MarkFn->setDoesNotThrow();
  MarkFn->addFnAttr(Attribute::WillReturn);
  for (unsigned I = 0; I != Branches.size(); ++I) {
    auto *Block = cast<BasicBlock>(Map[Branches[I]]);
    IRBuilder<> B(Block, Block->getFirstInsertionPt());
    B.SetCurrentDebugLocation(DebugLoc());
    B.CreateCall(Mark, B.getInt32(I));
  }
  S->setSubprogram(nullptr);
  for (Instruction &I : instructions(*S))
    I.setDebugLoc(DebugLoc());
  keepAcross(*S);
  assume(*S);
  expandCopies(*S);
  return S;
}

void Splitter::assume(Function &S) {
  IRBuilder<> B(&S.getEntryBlock(), S.getEntryBlock().getFirstInsertionPt());
  Value *At = codeAddress(B, S);
  Type *T = codeType(B);
  Value *Known = B.CreateAnd(B.CreateLoad(T, At), ConstantInt::get(T, ~When.Mask));
  B.CreateStore(B.CreateOr(Known, ConstantInt::get(T, When.Value)), At);
}

/// What a modelled function is given of the operation, it is given by its address there
/// and is as large as the model says; other pointers lead to no operation in a queue.
bool Splitter::preserves(const CallBase &C, const Value *Operation) const {
  const Function *Callee = C.getCalledFunction();
  const Model *M = Callee && !Callee->isIntrinsic() ? Lib.function(*Callee) : nullptr;
  if (!M || M->has(ModelWord::Invokes) || M->has(ModelWord::Exclusive))
    return false;
  for (unsigned I = 0; I != C.arg_size(); ++I) {
    if (!C.getArgOperand(I)->getType()->isPointerTy())
      continue;
    SmallVector<const Value *, 4> Objects;
    getUnderlyingObjects(C.getArgOperand(I), Objects);
    if (!is_contained(Objects, Operation))
      continue;
    auto Offset = offsetIn(Operation, C.getArgOperand(I), DL);
    uint64_t Size = C.getParamDereferenceableBytes(I);
    if (!Offset || !Size || (*Offset < When.Offset + When.Size && When.Offset < *Offset + Size))
      return false;
  }
  return true;
}

/// Reads the code before such a call and writes it back behind it.
void Splitter::keepAcross(Function &S) {
  SmallVector<CallBase *, 32> Calls;
  for (Instruction &I : instructions(S))
    if (auto *C = dyn_cast<CallBase>(&I); C && preserves(*C, S.getArg(ClosureArg)))
      Calls.push_back(C);
  for (CallBase *C : Calls) {
    IRBuilder<> Before(C);
    Value *Code = Before.CreateLoad(codeType(Before), codeAddress(Before, S));
    auto Restore = [&](BasicBlock *Block, BasicBlock::iterator At) {
      IRBuilder<> B(Block, At);
      B.CreateStore(Code, codeAddress(B, S));
    };
    if (auto *I = dyn_cast<InvokeInst>(C)) {
      BasicBlock *Edge = SplitEdge(C->getParent(), I->getNormalDest());
      Restore(Edge, Edge->getFirstInsertionPt());
    } else if (!C->isTerminator()) {
      Restore(C->getParent(), std::next(C->getIterator()));
    }
  }
}

/// The branches that the optimiser could not remove.
std::set<unsigned> Splitter::live(Function &S) {
  LoopAnalysisManager LAM;
  FunctionAnalysisManager FAM;
  CGSCCAnalysisManager CGAM;
  ModuleAnalysisManager MAM;
  PassBuilder PB;
  PB.registerModuleAnalyses(MAM);
  PB.registerCGSCCAnalyses(CGAM);
  PB.registerFunctionAnalyses(FAM);
  PB.registerLoopAnalyses(LAM);
  PB.crossRegisterProxies(LAM, FAM, CGAM, MAM);
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
  FPM.run(S, FAM);
  std::set<unsigned> Out;
  for (Instruction &I : instructions(S))
    if (auto *C = dyn_cast<CallInst>(&I))
      if (C->getCalledFunction() && C->getCalledFunction()->getName() == Marker)
        Out.insert(unsigned(cast<ConstantInt>(C->getArgOperand(0))->getZExtValue()));
  return Out;
}

/// What other handlers could notice, roughly.
unsigned countEffects(const Function &F) {
  return unsigned(count_if(instructions(F), [](const Instruction &I) {
    return isa<StoreInst>(I) || (isa<CallBase>(I) && !isa<IntrinsicInst>(I));
  }));
}

Function *Splitter::run() {
  SmallPtrSet<BasicBlock *, 32> Seen;
  for (BasicBlock &B : F)
    if (isa<BranchInst, SwitchInst>(B.getTerminator()) && B.getTerminator()->getNumSuccessors() > 1)
      for (BasicBlock *Next : successors(&B))
        if (Seen.insert(Next).second)
          Branches.push_back(Next);
  Function *S = scratch();
  std::set<unsigned> Live = live(*S);
  S->eraseFromParent();
  if (Function *Mark = F.getParent()->getFunction(Marker))
    Mark->eraseFromParent();
  if (Live.size() == Branches.size())
    return nullptr;
  ValueToValueMapTy Map;
  Function *Out = CloneFunction(&F, Map);
  Out->setName(F.getName() + ".ok");
  for (unsigned I = 0; I != Branches.size(); ++I)
    if (!Live.count(I))
      changeToUnreachable(&*cast<BasicBlock>(Map[Branches[I]])->getFirstNonPHIIt());
  removeUnreachableBlocks(*Out);
  if (countEffects(*Out) != countEffects(F))
    return Out;
  Out->eraseFromParent();
  return nullptr;
}

} // namespace

std::optional<Outcome> successOf(Function &F, HandlerKind Kind, const Models &Lib) {
  if (Kind != HandlerKind::Asio && Kind != HandlerKind::Posted)
    return std::nullopt;
  unsigned Closure = Kind == HandlerKind::Posted ? 0 : 1;
  if (Closure >= F.arg_size() || F.getInstructionCount() > MaxInstructions)
    return std::nullopt;
  std::optional<Predicate> P = errorCode(F, F.getArg(Closure));
  if (!P)
    return std::nullopt;
  Function *Body = Splitter(F, Closure, *P, Lib).run();
  if (!Body)
    return std::nullopt;
  return Outcome{std::move(*P), Body};
}

} // namespace polychrome
