//===- CoroutineLibrary.cpp - Asio's threads of coroutines -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/CoroutineRewriter.h"

#include "pass/analysis/Handlers.h"

#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace polychrome {

/// Who gets the result of an operation that a coroutine awaits itself.
static constexpr StringRef OperationHandler = "asio::detail::awaitable_async_op_handler<";

/// "asio::awaitable" of "class.boost::asio::awaitable.8".
StringRef className(const Type *T) {
  auto *S = dyn_cast_or_null<StructType>(T);
  if (!S || !S->hasName())
    return {};
  StringRef Name = S->getName();
  Name.consume_front("class.");
  Name.consume_front("boost::");
  return Name.rtrim("0123456789").rtrim('.');
}

bool isDestructor(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  return Callee && Callee->getName().contains("4asio9awaitableI") &&
         (Callee->getName().ends_with("ED1Ev") || Callee->getName().ends_with("ED2Ev"));
}

GlobalVariable *CoroutineRewriter::variable(StringRef Name) {
  if (GlobalVariable *G = M.getGlobalVariable(Name))
    return G;
  return new GlobalVariable(M, ArrayType::get(Type::getInt8Ty(C), 0), /*isConstant=*/false,
                            GlobalValue::ExternalLinkage, nullptr, Name);
}

CallInst *CoroutineRewriter::mark(Instruction *Before, StringRef Callee, StringRef Class) {
  FunctionCallee F =
      M.getOrInsertFunction(Callee, llvm::FunctionType::get(Type::getVoidTy(C), false));
  CallInst *Call = CallInst::Create(F, "", Before->getIterator());
  Call->setDebugLoc(Before->getDebugLoc());
  Call->addFnAttr(Attribute::get(C, ResumptionAttribute, Class));
  return Call;
}

void CoroutineRewriter::rewriteBody(Function &F,
                                    function_ref<void(IRBuilder<> &, Function &)> Build) {
  const GlobalValue::LinkageTypes Linkage = F.getLinkage();
  DISubprogram *Program = F.getSubprogram();
  F.deleteBody();
  F.setLinkage(Linkage);
  F.setSubprogram(Program);
  F.setPersonalityFn(nullptr);
  IRBuilder<> B(BasicBlock::Create(C, "", &F));
  if (Program)
    B.SetCurrentDebugLocation(DILocation::get(C, Program->getLine(), 0, Program));
  Build(B, F);
}

namespace {

/// Does it find the top of a thread's stack of frames?
bool findsTop(const Instruction &I) {
  auto *L = dyn_cast<LoadInst>(&I);
  auto *G = L ? dyn_cast<GetElementPtrInst>(L->getPointerOperand()) : nullptr;
  return G && className(G->getSourceElementType()) == "asio::detail::awaitable_frame" &&
         G->getNumIndices() == 2 && G->hasAllConstantIndices() &&
         G->getResultElementType()->isPointerTy();
}

/// By its mangled name, which nothing in a template argument makes unreadable: none is missed.
bool awaitsOperation(StringRef Mangled) {
  return (Mangled.starts_with("_ZN5boost4asio6detail18awaitable_async_opI") ||
          Mangled.starts_with("_ZN4asio6detail18awaitable_async_opI")) &&
         Mangled.contains("13await_suspendE");
}

} // namespace

/// The pump of a thread that a handler of this class resumes: the thread's entry frame is
/// claimed, and then whoever waits for that handler runs, and whoever waits for those.
Function *CoroutineRewriter::pump(Function &Original, StringRef Class) {
  Function *&New = Pumps[Class.str()];
  if (New)
    return New;
  // As the original finds the top of the stack.
  LoadInst *Top = nullptr;
  for (Instruction &I : instructions(Original))
    if (!Top && findsTop(I))
      Top = cast<LoadInst>(&I);
  if (!Top)
    return nullptr;
  auto *G = cast<GetElementPtrInst>(Top->getPointerOperand());
  New = Function::Create(Original.getFunctionType(), GlobalValue::InternalLinkage,
                         "polychrome.coroutine.pump", M);
  New->setSubprogram(Original.getSubprogram());
  IRBuilder<> B(BasicBlock::Create(C, "", New));
  B.SetCurrentDebugLocation(Top->getDebugLoc());
  Value *Frame = B.CreateLoad(Ptr, New->getArg(0));
  SmallVector<Value *, 2> Indices(G->indices());
  Value *At = B.CreateGEP(G->getSourceElementType(), Frame, Indices);
  StoreInst *Claim = B.CreateStore(ConstantPointerNull::get(Ptr), At);
  Claim->setMetadata(LLVMContext::MD_tbaa, Top->getMetadata(LLVMContext::MD_tbaa));
  Instruction *Return = B.CreateRetVoid();
  mark(Return, ResumeFunction, Class);
  mark(Return, ResumeFunction, resumed::Continue);
  return New;
}

void CoroutineRewriter::rewriteHandler(Function &F, StringRef Class) {
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallBase>(&I);
    Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    if (!Callee || Callee->isDeclaration() || Call->arg_size() != 1)
      continue;
    StringRef Name = Callee->getName();
    if (Name.contains("16awaitable_threadI") && Name.ends_with("4pumpEv"))
      if (Function *P = pump(*Callee, Class))
        Call->setCalledFunction(P);
  }
}

/// `co_await` of an operation itself, rather than of a coroutine of Asio's that waits for it: its
/// handler resumes whatever is on top of the thread's stack, and leaves the result's addresses
/// where the coroutine has the operation.
void CoroutineRewriter::rewriteOperationHandler(Function &F, StringRef Class) {
  for (Instruction &I : instructions(F))
    if (findsTop(I))
      I.replaceAllUsesWith(variable(FrameVariable));
  rewriteHandler(F, Class);
}

/// The constructor of its handler, called by what await_suspend() has called once the coroutine
/// is suspended.
CallBase *CoroutineRewriter::handlerOf(Function &Suspend) {
  std::set<Function *> Seen;
  std::vector<Function *> Work{&Suspend};
  while (!Work.empty()) {
    Function *F = Work.back();
    Work.pop_back();
    if (F->isDeclaration() || !Seen.insert(F).second)
      continue;
    for (Instruction &I : instructions(*F))
      for (const Use &U : I.operands()) {
        auto *Callee = dyn_cast<Function>(U.get());
        if (!Callee)
          continue;
        const std::string Name = asioName(Callee->getName());
        if (StringRef(Name).starts_with(OperationHandler) &&
            StringRef(Name).contains(">::awaitable_async_op_handler(") && isa<CallBase>(I))
          return cast<CallBase>(&I);
        if (Callee->getName().contains("13await_suspendE"))
          Work.push_back(Callee);
      }
  }
  return nullptr;
}

void CoroutineRewriter::rewriteOperation(Function &Suspend) {
  CallBase *Make = handlerOf(Suspend);
  auto *Result =
      Make && Make->arg_size() == 3 ? dyn_cast<GetElementPtrInst>(Make->getArgOperand(2)) : nullptr;
  std::string Class = "?";
  if (Result) {
    const std::string Name = asioName(Make->getCalledFunction()->getName());
    Class = Name.substr(0, Name.find(">::awaitable_async_op_handler(") + 1);
    // Its addresses, as the coroutine finds them when it is resumed.
    IRBuilder<> B(Make);
    const std::uint64_t Size = M.getDataLayout().getTypeAllocSize(Result->getResultElementType());
    for (std::uint64_t At = 0; At < Size; At += 8)
      B.CreateStore(variable(FrameVariable), B.CreateConstGEP1_64(B.getInt8Ty(), Result, At));
  }
  // By then the operation has been handed over.
  for (BasicBlock &B : Suspend)
    if (isa<ReturnInst>(B.getTerminator()))
      mark(B.getTerminator(), PointFunction, Class);
}

namespace {

/// The frame that a child's result comes from is on the thread's own stack.
void dropCaller(Function &F) {
  for (Instruction &I : make_early_inc_range(instructions(F))) {
    auto *S = dyn_cast<StoreInst>(&I);
    auto *G = S ? dyn_cast<GetElementPtrInst>(S->getPointerOperand()) : nullptr;
    if (G && className(G->getSourceElementType()) == "asio::detail::awaitable_frame_base" &&
        isa<ConstantPointerNull>(S->getValueOperand()))
      S->eraseFromParent();
  }
}

} // namespace

/// A whole thread ends with its entry frame, wherever its coroutines are; everybody else's frame
/// is destroyed before it has begun or when it has finished, or by the end of the thread.
void CoroutineRewriter::rewriteDestructor(Function &F, StringRef Name) {
  StringRef Result = Name.drop_front(StringRef("asio::awaitable<").size());
  Result.consume_front("boost::");
  const bool Entry = Result.starts_with("asio::detail::awaitable_thread_entry_point");
  rewriteBody(F, [&](IRBuilder<> &B, Function &G) {
    Value *Frame = B.CreateLoad(Ptr, G.getArg(0));
    auto *Holds = BasicBlock::Create(C, "", &G), *Done = BasicBlock::Create(C, "", &G);
    B.CreateCondBr(B.CreateIsNotNull(Frame), Holds, Done);
    B.SetInsertPoint(Holds);
    if (Entry)
      B.CreateStore(ConstantPointerNull::get(Ptr), Frame);
    mark(B.CreateBr(Done), ResumeFunction, Entry ? resumed::Start : resumed::End);
    B.SetInsertPoint(Done);
    B.CreateRetVoid();
  });
}

/// What Asio does with threads and frames, as far as the models do not say it.
void CoroutineRewriter::rewriteLibrary() {
  std::vector<Function *> All;
  for (Function &F : M)
    if (!F.isDeclaration() && !F.isPresplitCoroutine() && F.getName().contains("awaitable"))
      All.push_back(&F);
  for (Function *F : All) {
    std::string Full = asioName(F->getName());
    StringRef N = Full;
    if (N.contains("use_awaitable_t<") && N.contains(">::do_init<")) {
      // It returns a pointer to the handler.
      StringRef Handler = N.substr(0, N.find("* "));
      const bool Named = Handler.starts_with("asio::detail::awaitable_handler<");
      // By then the operation has been handed over.
      for (BasicBlock &B : *F)
        if (isa<ReturnInst>(B.getTerminator()))
          mark(B.getTerminator(), PointFunction, Named ? Handler : StringRef("?"));
    } else if (N.starts_with("asio::detail::awaitable_handler<") && N.contains(">::operator()")) {
      StringRef Handler = N.substr(0, N.find(">::operator()") + 1);
      if (!Handler.contains("exception_ptr"))
        rewriteHandler(*F, Handler);
    } else if (N.starts_with(OperationHandler) && N.contains(">::operator()")) {
      StringRef Handler = N.substr(0, N.find(">::operator()") + 1);
      if (!Handler.contains("exception_ptr"))
        rewriteOperationHandler(*F, Handler);
    } else if (awaitsOperation(F->getName())) {
      rewriteOperation(*F);
    } else if (N.starts_with("asio::detail::awaitable_handler_base<") && N.ends_with("::frame()")) {
      rewriteBody(*F, [&](IRBuilder<> &B, Function &) { B.CreateRet(variable(FrameVariable)); });
    } else if (N.starts_with("asio::awaitable<") && N.ends_with(">::~awaitable()")) {
      rewriteDestructor(*F, N);
    } else if (N.contains("asio::detail::awaitable_frame<") && N.ends_with(">::get()")) {
      dropCaller(*F);
    } else if (!N.starts_with("asio::detail::awaitable_frame_base<") &&
               !N.starts_with("asio::detail::awaitable_thread<")) {
      continue;
    } else if (N.contains(">::after_suspend(void (*)(void*), void*)")) {
      // It has been suspended by then; nothing runs in between.
      rewriteBody(*F, [&](IRBuilder<> &B, Function &G) {
        B.CreateCall(FunctionType::get(B.getVoidTy(), {Ptr}, false), G.getArg(1), {G.getArg(2)});
        B.CreateRetVoid();
      });
    } else if (N.ends_with(">::get_cancellation_slot() const") &&
               F->getReturnType()->isPointerTy()) {
      // What is in the thread's own slot its fragments use, and who cancels it, alone.
      rewriteBody(*F,
                  [&](IRBuilder<> &B, Function &) { B.CreateRet(ConstantPointerNull::get(Ptr)); });
    } else if (N.ends_with(">::launch()")) {
      // What the new thread is made of is no longer the caller's own.
      rewriteBody(*F, [&](IRBuilder<> &B, Function &G) {
        FunctionCallee Launch =
            M.getOrInsertFunction(LaunchFunction, FunctionType::get(B.getVoidTy(), {Ptr}, false));
        B.CreateCall(Launch, {G.getArg(0)});
        mark(B.CreateRetVoid(), ResumeFunction, resumed::Start);
      });
    }
  }
}

} // namespace polychrome
