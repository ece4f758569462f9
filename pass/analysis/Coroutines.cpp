//===- Coroutines.cpp - Asio's coroutines as plain functions --------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/CoroutineRewriter.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace polychrome {

std::string resumptionId(StringRef Class) { return ("coroutines: " + Class).str(); }

model::Path anyCoroutines() {
  return model::Path::global(ParametersVariable.str()).load(/*Owning=*/false, {});
}

bool isCoroutine(const Function &F) { return F.isPresplitCoroutine(); }

namespace {

/// How clang calls the function that calls await_suspend.
constexpr StringRef InitialWrapper = "__await_suspend_wrapper__init";
constexpr StringRef FinalWrapper = "__await_suspend_wrapper__final";
/// Who has such a function inlined has all its fragments.
constexpr StringRef AwaitedSuffix = ".polychrome.awaited";
constexpr StringRef WholeSuffix = ".polychrome.whole";
constexpr StringRef BodySuffix = ".polychrome.body";

IntrinsicInst *intrinsic(Instruction &I, StringRef Name) {
  auto *C = dyn_cast<IntrinsicInst>(&I);
  return C && C->getCalledFunction()->getName().starts_with(Name) ? C : nullptr;
}

/// llvm.coro.await.suspend.{void,bool,handle}, a call or an invoke.
CallBase *awaitSuspend(Instruction &I) {
  auto *C = dyn_cast<CallBase>(&I);
  const Function *F = C ? C->getCalledFunction() : nullptr;
  return F && F->getName().starts_with("llvm.coro.await.suspend.") ? C : nullptr;
}

StringRef wrapperOf(const CallBase &Await) {
  return Await.getArgOperand(2)->stripPointerCasts()->getName();
}

/// The suspension that follows await_suspend.
CallBase *suspensionAfter(CallBase &Await) {
  BasicBlock *B = Await.getParent();
  BasicBlock::iterator It = std::next(Await.getIterator());
  if (auto *Invoke = dyn_cast<InvokeInst>(&Await)) {
    B = Invoke->getNormalDest();
    It = B->begin();
  }
  for (; It != B->end(); ++It)
    if (IntrinsicInst *S = intrinsic(*It, "llvm.coro.suspend"))
      return S;
  return nullptr;
}

CallBase *awaiting(Function &F, StringRef Wrapper) {
  for (Instruction &I : instructions(F))
    if (CallBase *C = awaitSuspend(I); C && wrapperOf(*C).contains(Wrapper))
      return C;
  return nullptr;
}

AllocaInst *promiseOf(Function &F) {
  for (Instruction &I : instructions(F))
    if (IntrinsicInst *C = intrinsic(I, "llvm.coro.id"))
      return dyn_cast<AllocaInst>(C->getArgOperand(1)->stripPointerCasts());
  return nullptr;
}

/// A coroutine of Asio's that is made as this file expects.
bool isUnderstood(Function &F) {
  AllocaInst *Promise = promiseOf(F);
  auto *Frame = Promise ? dyn_cast<StructType>(Promise->getAllocatedType()) : nullptr;
  if (!Frame || className(Frame) != "asio::detail::awaitable_frame" || !Frame->getNumElements())
    return false;
  // handle, attached thread, caller, exception, context
  auto *Base = dyn_cast<StructType>(Frame->getElementType(0));
  if (className(Base) != "asio::detail::awaitable_frame_base" || Base->getNumElements() != 5 ||
      !Base->getElementType(1)->isPointerTy())
    return false;
  for (Instruction &I : instructions(F)) {
    CallBase *C = awaitSuspend(I);
    if (C && (C->getCalledFunction()->getName().ends_with(".handle") || !suspensionAfter(*C)))
      return false;
  }
  return awaiting(F, InitialWrapper) && awaiting(F, FinalWrapper) && F.hasStructRetAttr() &&
         isAwaitable(F.getParamStructRetType(0));
}

} // namespace

/// Does the function return nothing but what one of these calls returns? Not if the frame comes
/// from elsewhere on one way or another.
bool CoroutineRewriter::forwards(Function &F, SmallVectorImpl<CallBase *> &Calls) {
  if (F.isDeclaration() || F.isInterposable() || !F.hasStructRetAttr() ||
      !isAwaitable(F.getParamStructRetType(0)))
    return false;
  for (User *U : F.getArg(0)->users()) {
    auto *Call = dyn_cast<CallBase>(U);
    // clang keeps the address in a variable for the debugger, which nobody reads.
    auto *S = dyn_cast<StoreInst>(U);
    auto *Slot = S && S->getValueOperand() == F.getArg(0)
                     ? dyn_cast<AllocaInst>(S->getPointerOperand())
                     : nullptr;
    if (Slot && Slot->hasOneUse())
      continue;
    if (!Call || !Call->getCalledFunction() || Call->getArgOperand(0) != F.getArg(0) ||
        !Call->paramHasAttr(0, Attribute::StructRet) || count(Call->args(), F.getArg(0)) != 1)
      return false;
    Calls.push_back(Call);
  }
  return !Calls.empty();
}

/// The function that returns the same frame when the coroutine has done all it does; null if
/// the frame is from elsewhere.
Function *CoroutineRewriter::awaitedForm(Function &F) {
  auto [It, New] = Awaited.try_emplace(&F, nullptr);
  if (!New)
    return It->second;
  if (is_contained(Coroutines, &F)) {
    if (F.isInterposable())
      return nullptr;
    // Filled when all awaits have been rewritten.
    auto *A = Function::Create(F.getFunctionType(), GlobalValue::InternalLinkage,
                               F.getName() + AwaitedSuffix, M);
    return Awaited[&F] = A;
  }
  SmallVector<CallBase *, 2> Calls;
  if (F.isPresplitCoroutine() || !forwards(F, Calls))
    return nullptr;
  for (CallBase *Call : Calls)
    if (!awaitedForm(*Call->getCalledFunction()))
      return nullptr;
  ValueToValueMapTy Map;
  Function *A = CloneFunction(&F, Map);
  A->setName(F.getName() + AwaitedSuffix);
  A->setLinkage(GlobalValue::InternalLinkage);
  A->setComdat(nullptr);
  for (CallBase *Call : Calls)
    cast<CallBase>(Map[Call])->setCalledFunction(awaitedForm(*Call->getCalledFunction()));
  return Awaited[&F] = A;
}

/// await_resume() of a child that has been inlined: what destroys its frame has been, too.
Function *CoroutineRewriter::resultForm(Function &F) {
  auto [It, New] = Results.try_emplace(&F, nullptr);
  if (!New)
    return It->second;
  ValueToValueMapTy Map;
  Function *R = CloneFunction(&F, Map);
  R->setLinkage(GlobalValue::InternalLinkage);
  R->setComdat(nullptr);
  for (Instruction &I : make_early_inc_range(instructions(*R)))
    if (isa<CallInst>(I) && isDestructor(cast<CallInst>(I)))
      I.eraseFromParent();
  return It->second = R;
}

/// `co_await f(...)`: the awaitable goes from the call to await_transform, and its copy to
/// await_suspend and await_resume.
void CoroutineRewriter::rewriteAwait(CallBase &Transform) {
  auto *Copy = dyn_cast<AllocaInst>(Transform.getArgOperand(0));
  auto *Made = dyn_cast<AllocaInst>(Transform.getArgOperand(2));
  CallBase *Source = nullptr;
  bool Plain = Copy && Made;
  SmallVector<CallBase *, 4> Ends;
  for (AllocaInst *A : {Made, Copy})
    for (User *U : A ? A->users() : iterator_range<Value::user_iterator>({}, {})) {
      auto *Call = dyn_cast<CallBase>(U);
      if (isa_and_nonnull<LifetimeIntrinsic>(Call) || Call == &Transform)
        continue;
      if (Call && isDestructor(*Call))
        Ends.push_back(Call);
      else if (A == Made && Call && !Source && Call->paramHasAttr(0, Attribute::StructRet) &&
               Call->getArgOperand(0) == Made && Call->getCalledFunction())
        Source = Call;
      else if (A == Made)
        Plain = false;
    }
  Function *Known = Plain && Source ? awaitedForm(*Source->getCalledFunction()) : nullptr;
  StringRef Here = Transform.getFunction()->getName();
  if (!Known && !Here.starts_with("_ZN5boost4asio6detail20co_spawn_entry_point") &&
      !Here.starts_with("_ZN4asio6detail20co_spawn_entry_point")) {
    // A coroutine that was made elsewhere runs in a frame of its own: what it has of this one's
    // objects, and leaves in them, is not followed. (Asio's own lends what it launches nothing.)
    mark(&Transform, PointFunction, "?");
    return;
  }
  if (Known)
    Source->setCalledFunction(Known);
  if (!Copy)
    return;
  SmallVector<CallBase *, 4> Uses;
  for (User *U : Copy->users())
    if (auto *Call = dyn_cast<CallBase>(U))
      Uses.push_back(Call);
  for (CallBase *Call : Uses) {
    Function *Callee = Call->getCalledFunction();
    if (awaitSuspend(*Call) && !Known) {
      mark(Call, ResumeFunction, resumed::Start);
      mark(Call, PointFunction, resumed::Continue);
    } else if (Known && Callee && !Callee->isDeclaration() &&
               Callee->getName().contains("12await_resumeE")) {
      Call->setCalledFunction(resultForm(*Callee));
    }
  }
  for (CallBase *Call : Ends)
    if (Known && isa<CallInst>(Call))
      Call->eraseFromParent();
}

void CoroutineRewriter::rewriteAwaits(Function &F) {
  SmallVector<CallBase *, 8> Transforms;
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    if (Callee && Callee->getName().contains("20awaitable_frame_baseI") &&
        Callee->getName().contains("15await_transformI") && Call->arg_size() == 3 &&
        isAwaitable(Call->getParamStructRetType(0)))
      Transforms.push_back(Call);
  }
  for (CallBase *Call : Transforms)
    rewriteAwait(*Call);
}

/// The frame leads to all objects in it. Awaited, and resumed, a coroutine is attached to the
/// thread, and an operation may have left a result.
void CoroutineRewriter::fillFrame(Function &F, Instruction *Begin, Value *Memory, Form As) {
  AllocaInst *Promise = promiseOf(F);
  auto *Frame = cast<StructType>(Promise->getAllocatedType());
  IRBuilder<> B(Begin->getNextNode());
  if (As == Form::Ramp) {
    unsigned N = 0;
    for (Instruction &I : F.getEntryBlock())
      if (auto *A = dyn_cast<AllocaInst>(&I))
        B.CreateStore(A, B.CreateConstGEP1_64(Ptr, Memory, N++));
    B.CreateStore(Memory, Promise);
    return;
  }
  Value *Base = B.CreateStructGEP(Frame, Promise, 0);
  B.CreateStore(variable(ThreadVariable), B.CreateStructGEP(Frame->getElementType(0), Base, 1));
  auto *Result =
      Frame->getNumElements() > 1 ? dyn_cast<ArrayType>(Frame->getElementType(1)) : nullptr;
  if (!Result)
    return;
  const DataLayout &DL = M.getDataLayout();
  Value *From = B.CreateConstGEP1_64(B.getInt8Ty(), variable(FrameVariable),
                                     DL.getStructLayout(Frame)->getElementOffset(1));
  B.CreateMemCpy(B.CreateStructGEP(Frame, Promise, 1), MaybeAlign(), From, MaybeAlign(),
                 Result->getNumElements());
}

/// Where the parts of the classes that are no handler's begin.
void CoroutineRewriter::markWhole(Function &F) {
  CallBase *Initial = awaiting(F, InitialWrapper);
  mark(Initial, PointFunction, resumed::Start);
  mark(awaiting(F, FinalWrapper), PointFunction, resumed::End);
  CallBase *Suspension = suspensionAfter(*Initial);
  for (User *U : Suspension->users())
    if (auto *S = dyn_cast<SwitchInst>(U)) {
      ConstantInt *Destroyed = ConstantInt::get(Type::getInt8Ty(C), 1);
      BasicBlock *To = S->findCaseValue(Destroyed)->getCaseSuccessor();
      auto *Edge = BasicBlock::Create(C, "", &F);
      BranchInst::Create(To, Edge);
      mark(Edge->getTerminator(), PointFunction, resumed::End);
      S->findCaseValue(Destroyed)->setSuccessor(Edge);
      To->replacePhiUsesWith(S->getParent(), Edge);
    }
}

/// No longer a coroutine: where a suspension returns to is anybody's guess.
void CoroutineRewriter::makePlain(Function &F, Form As) {
  CallBase *First = suspensionAfter(*awaiting(F, InitialWrapper));
  IRBuilder<> B(C);
  SmallVector<Instruction *, 32> Dead;
  Instruction *Begin = nullptr;
  Value *Memory = nullptr;
  for (Instruction &I : make_early_inc_range(instructions(F))) {
    auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    if (!Callee || !Callee->getName().starts_with("llvm.coro."))
      continue;
    StringRef Name = Callee->getName().drop_front(10);
    B.SetInsertPoint(&I);
    if (awaitSuspend(I)) {
      auto *Wrapper = cast<Function>(Call->getArgOperand(2)->stripPointerCasts());
      Value *Args[] = {Call->getArgOperand(0), Call->getArgOperand(1)};
      CallBase *New;
      if (auto *Invoke = dyn_cast<InvokeInst>(Call))
        New = B.CreateInvoke(Wrapper, Invoke->getNormalDest(), Invoke->getUnwindDest(), Args);
      else
        New = B.CreateCall(Wrapper, Args);
      I.replaceAllUsesWith(New);
      I.eraseFromParent();
    } else if (Name.starts_with("suspend")) {
      Value *Outcome = B.getInt8(-1);
      if (As != Form::Ramp || Call != First)
        Outcome = B.CreateLoad(B.getInt8Ty(), variable(ThreadVariable), /*isVolatile=*/true);
      I.replaceAllUsesWith(Outcome);
      Dead.push_back(&I);
    } else if (Name == "begin") {
      Begin = &I;
      Memory = Call->getArgOperand(1);
    } else if (Name == "alloc") {
      I.replaceAllUsesWith(B.getTrue());
      Dead.push_back(&I);
    } else if (Name == "free") {
      I.replaceAllUsesWith(Call->getArgOperand(1));
      Dead.push_back(&I);
    } else if (Name == "end") {
      I.replaceAllUsesWith(B.getFalse());
      Dead.push_back(&I);
    } else if (Name.starts_with("size") || Name.starts_with("align")) {
      I.replaceAllUsesWith(ConstantInt::get(I.getType(), 4096));
      Dead.push_back(&I);
    } else if (Name == "save" || Name == "id") {
      Dead.push_back(&I);
    }
  }
  fillFrame(F, Begin, Memory, As);
  Begin->replaceAllUsesWith(Memory);
  Dead.push_back(Begin);
  for (Instruction *I : Dead)
    I->replaceAllUsesWith(
        PoisonValue::get(I->getType()->isTokenTy() ? Type::getTokenTy(C) : I->getType()));
  for (Instruction *I : Dead)
    I->eraseFromParent();
  F.removeFnAttr(Attribute::PresplitCoroutine);
}

/// The coroutine with parameters of which nothing is known but their types.
Function *CoroutineRewriter::body(Function &Coroutine, Function &Whole) {
  auto *Body = Function::Create(FunctionType::get(Type::getVoidTy(C), false),
                                GlobalValue::InternalLinkage, Coroutine.getName() + BodySuffix, M);
  Body->addFnAttr(BodyAttribute);
  Body->setSubprogram(Coroutine.getSubprogram());
  IRBuilder<> B(BasicBlock::Create(C, "", Body));
  if (DISubprogram *Program = Coroutine.getSubprogram())
    B.SetCurrentDebugLocation(DILocation::get(C, Program->getLine(), 0, Program));
  SmallVector<Value *, 8> Args;
  std::uint64_t At = 0;
  for (Argument &A : Whole.args()) {
    if (A.hasStructRetAttr()) {
      Args.push_back(B.CreateAlloca(A.getParamStructRetType()));
      continue;
    }
    Value *Place = B.CreateConstGEP1_64(B.getInt8Ty(), variable(ParametersVariable), At);
    At += alignTo(M.getDataLayout().getTypeAllocSize(A.getType()), 8);
    Args.push_back(B.CreateLoad(A.getType(), Place));
  }
  B.CreateCall(&Whole, Args)->setAttributes(Whole.getAttributes());
  B.CreateRetVoid();
  return Body;
}

std::vector<CoroutineBody> CoroutineRewriter::run() {
  for (Function &F : M)
    if (F.isPresplitCoroutine() && !F.isDeclaration() && isUnderstood(F))
      Coroutines.push_back(&F);
  if (Coroutines.empty())
    return {};
  rewriteLibrary();
  for (Function *F : Coroutines)
    rewriteAwaits(*F);
  std::vector<CoroutineBody> Out;
  const std::vector<Function *> All = Coroutines;
  for (Function *F : All) {
    auto Copy = [&](StringRef Suffix) {
      ValueToValueMapTy Map;
      Function *New = CloneFunction(F, Map);
      New->setName(F->getName() + Suffix);
      New->setLinkage(GlobalValue::InternalLinkage);
      New->setComdat(nullptr);
      return New;
    };
    Function *Whole = Copy(WholeSuffix);
    markWhole(*Whole);
    makePlain(*Whole, Form::Whole);
    if (auto It = Awaited.find(F); It != Awaited.end() && It->second) {
      Function *New = Copy("");
      makePlain(*New, Form::Awaited);
      It->second->replaceAllUsesWith(New);
      std::string Name = It->second->getName().str();
      It->second->eraseFromParent();
      New->setName(Name);
    }
    makePlain(*F, Form::Ramp);
    Out.push_back({body(*F, *Whole), F->getName().str()});
  }
  return Out;
}

/// A coroutine whose frame nobody gets but who awaits it where it is made has no fragments but
/// those that its parents have.
CalledFrom CoroutineRewriter::calledFrom(const Function &Original, const ValueToValueMapTy &Map) {
  std::set<const Function *> Seen;
  std::vector<const Function *> Work{&Original};
  while (!Work.empty()) {
    const Function *F = Work.back();
    Work.pop_back();
    if (!Seen.insert(F).second)
      continue;
    if (F != &Original && !F->hasLocalLinkage() && !F->hasLinkOnceLinkage())
      return CalledFrom::Here;
    for (const Use &U : F->uses()) {
      auto *Call = dyn_cast<CallBase>(U.getUser());
      auto *Here = Call ? dyn_cast_or_null<CallBase>(Map.lookup(Call)) : nullptr;
      if (!Here || !Call->isCallee(&U))
        return CalledFrom::Here;
      if (Here->getCalledFunction() &&
          Here->getCalledFunction()->getName().ends_with(AwaitedSuffix))
        continue;
      // One that only hands the frame on.
      auto It = Awaited.find(Here->getFunction());
      if (It == Awaited.end() || !It->second || is_contained(Coroutines, Here->getFunction()))
        return CalledFrom::Here;
      Work.push_back(Call->getFunction());
    }
  }
  const bool Inline = Original.hasLocalLinkage() || Original.hasLinkOnceLinkage();
  return Inline ? CalledFrom::Nowhere : CalledFrom::OtherUnits;
}

std::vector<CoroutineBody> plainCoroutines(Module &Original, Module &Copy,
                                           const ValueToValueMapTy &Map) {
  CoroutineRewriter R(Copy);
  std::vector<CoroutineBody> Out = R.run();
  for (CoroutineBody &B : Out)
    B.Called = R.calledFrom(*Original.getFunction(B.Coroutine), Map);
  return Out;
}

std::string calledElsewhereId(StringRef Symbol) { return ("coroutine called: " + Symbol).str(); }

std::string resumptionIfCalledId(StringRef Symbol, StringRef Class) {
  return ("coroutine if called: " + Symbol + "\n" + resumptionId(Class)).str();
}

std::vector<std::string> foreignCoroutines(const Module &M) {
  std::vector<std::string> Out;
  for (const Function &F : M)
    if ((F.isDeclaration() || F.hasAvailableExternallyLinkage()) && F.hasStructRetAttr() &&
        isAwaitable(F.getParamStructRetType(0)))
      Out.push_back(F.getName().str());
  return Out;
}

} // namespace polychrome
