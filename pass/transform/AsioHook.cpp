//===- AsioHook.cpp - Asio hands its operations over --------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/transform/AsioHook.h"

#include "pass/transform/GlueVersion.h"
#include "pass/transform/RecordEmission.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/IPO/GlobalDCE.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace polychrome {

namespace {

/// The part of a demangled name before the parameters, less Asio's namespace:
/// "detail::scheduler::run". Empty if the function is not Asio's.
std::string asioName(const Function &F) {
  // Most names are not Asio's, and demangling them all would show.
  if (!F.getName().contains("4asio"))
    return "";
  ItaniumPartialDemangler D;
  std::string Mangled = F.getName().str();
  if (D.partialDemangle(Mangled.c_str()) || !D.isFunction())
    return "";
  size_t Size = 0;
  char *Name = D.getFunctionName(nullptr, &Size);
  StringRef N = Name ? Name : "";
  if (!N.consume_front("boost::asio::") && !N.consume_front("asio::"))
    N = "";
  std::string Result = N.str();
  std::free(Name);
  return Result;
}

/// Whether the name may be one that instrument() looks for.
bool mayBeHooked(StringRef Mangled) {
  return Mangled.contains("scheduler") || Mangled.contains("strand_executor_service") ||
         Mangled.contains("io_context3run");
}

class Hooks {
public:
  explicit Hooks(Module &M) : M(M), Bool(Type::getInt1Ty(M.getContext())) {
    Ptr = PointerType::getUnqual(M.getContext());
    Size = M.getDataLayout().getIntPtrType(M.getContext());
  }

  bool run();

private:
  void instrument(Function &F, StringRef Name);
  bool takes(const Function &G, ArrayRef<Value *> Args, Type *Result);
  CallInst *call(Function &F, Function &G, ArrayRef<Value *> Args);
  void askFirst(Function &F, StringRef Glue, ArrayRef<Value *> Args);
  void tell(Function &F, StringRef Glue, ArrayRef<Value *> Args);
  void askForAnswer(Function &F, StringRef Glue, ArrayRef<Value *> Args);
  void redirectRun(Function &F);
  void markCallers(Function &F);
  void mark(Function &F);

  /// The glue is in every unit that has Asio's implementation, unless the include
  /// path was changed behind the wrapper's back: then there is no hook to call.
  Function *glue(StringRef Name) const {
    Function *F = M.getFunction(Name);
    return F && !F->isDeclaration() ? F : nullptr;
  }
  Value *flag(bool B) const { return ConstantInt::get(Bool, B); }

  Module &M;
  Type *Bool;
  Type *Ptr;
  Type *Size;
  SetVector<Function *> Hooked;
  SmallPtrSet<Function *, 2> Missed; ///< the glue has no function for them
  SetVector<Function *> Callers;
  bool Unfit = false; ///< and said so
  bool Changed = false;
};

bool Hooks::run() {
  std::vector<std::pair<Function *, std::string>> Asio;
  for (Function &F : M)
    if (!F.isDeclaration() && mayBeHooked(F.getName()))
      if (std::string Name = asioName(F); !Name.empty())
        Asio.push_back({&F, std::move(Name)});
  for (auto &[F, Name] : Asio)
    instrument(*F, Name);
  for (Function *F : Hooked)
    markCallers(*F);
  for (Function *F : Hooked)
    mark(*F);
  for (Function *F : Callers)
    if (!Hooked.contains(F))
      mark(*F);
  return Changed;
}

void Hooks::instrument(Function &F, StringRef Name) {
  auto Arg = [&](unsigned I) { return F.getArg(I); };
  size_t N = F.arg_size();
  if (Name == "detail::scheduler_operation::complete" && N == 4)
    askFirst(F, "polychrome_asio_complete", {Arg(0), Arg(1)});
  else if (Name == "detail::scheduler_operation::scheduler_operation" && N == 2)
    tell(F, "polychrome_asio_created", {Arg(0), Arg(1)});
  else if (Name == "detail::scheduler::post_immediate_completion" && N == 3)
    askFirst(F, "polychrome_asio_post", {Arg(0), Arg(1), flag(false), Arg(2)});
  else if (Name == "detail::scheduler::do_dispatch" && N == 2)
    askFirst(F, "polychrome_asio_post", {Arg(0), Arg(1), flag(false), flag(false)});
  else if (Name == "detail::scheduler::post_deferred_completion" && N == 2)
    askFirst(F, "polychrome_asio_post", {Arg(0), Arg(1), flag(true), flag(false)});
  else if (Name == "detail::scheduler::post_immediate_completions" && N == 4)
    askFirst(F, "polychrome_asio_posts", {Arg(0), Arg(1), Arg(2), flag(false), Arg(3)});
  else if (Name == "detail::scheduler::post_deferred_completions" && N == 2)
    askFirst(F, "polychrome_asio_posts",
             {Arg(0), ConstantInt::get(Size, 0), Arg(1), flag(true), flag(false)});
  else if (Name == "detail::strand_executor_service::enqueue" && N == 2)
    askForAnswer(F, "polychrome_asio_enqueue", {Arg(0), Arg(1)});
  else if (Name == "detail::strand_executor_service::push_waiting_to_ready" && N == 1)
    askForAnswer(F, "polychrome_asio_unlock", {Arg(0)});
  else if (Name == "io_context::run")
    redirectRun(F);
}

/// Can the glue be called like that? Its version says so, unless it was changed by hand.
bool Hooks::takes(const Function &G, ArrayRef<Value *> Args, Type *Result) {
  SmallVector<Type *, 5> Types;
  for (const Value *Arg : Args)
    Types.push_back(Arg->getType());
  if (G.getFunctionType() == FunctionType::get(Result, Types, /*isVarArg=*/false))
    return true;
  if (!std::exchange(Unfit, true))
    emitGlueError(
        M, ("its function '" + G.getName() + "' is not the one that this plugin calls").str());
  return false;
}

/// A call of G in front of all that F does.
CallInst *Hooks::call(Function &F, Function &G, ArrayRef<Value *> Args) {
  IRBuilder<> B(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  CallInst *Call = B.CreateCall(&G, Args);
  AttributeList From = G.getAttributes();
  SmallVector<AttributeSet, 4> Params;
  for (unsigned I = 0; I != Args.size(); ++I)
    Params.push_back(From.getParamAttrs(I));
  Call->setAttributes(
      AttributeList::get(M.getContext(), AttributeSet(), From.getRetAttrs(), Params));
  // Line 0 is "made by the compiler"; calls between functions with debug info need one.
  if (DISubprogram *Scope = F.getSubprogram())
    Call->setDebugLoc(DILocation::get(M.getContext(), 0, 0, Scope));
  return Call;
}

/// if (Glue(Args)) return; in front of a function that returns nothing.
void Hooks::askFirst(Function &F, StringRef Glue, ArrayRef<Value *> Args) {
  Hooked.insert(&F);
  Function *G = glue(Glue);
  if (!G || !F.getReturnType()->isVoidTy() || !takes(*G, Args, Bool))
    return;
  CallInst *Taken = call(F, *G, Args);
  Instruction *Return = SplitBlockAndInsertIfThen(Taken, std::next(Taken->getIterator()),
                                                  /*Unreachable=*/true);
  IRBuilder<>(Return).CreateRetVoid();
  Return->eraseFromParent();
  Changed = true;
}

/// Glue(Args); in front of a function.
void Hooks::tell(Function &F, StringRef Glue, ArrayRef<Value *> Args) {
  Hooked.insert(&F);
  Function *G = glue(Glue);
  if (!G || !takes(*G, Args, Type::getVoidTy(M.getContext())))
    return;
  call(F, *G, Args);
  Changed = true;
}

/// int N = Glue(Args); if (N >= 0) return N; in front of a function that returns a bool.
void Hooks::askForAnswer(Function &F, StringRef Glue, ArrayRef<Value *> Args) {
  Hooked.insert(&F);
  Function *G = glue(Glue);
  if (!G || !F.getReturnType()->isIntegerTy(1) ||
      !takes(*G, Args, Type::getInt32Ty(M.getContext()))) {
    Missed.insert(&F);
    return;
  }
  CallInst *Answer = call(F, *G, Args);
  IRBuilder<> B(Answer->getNextNode());
  B.SetCurrentDebugLocation(Answer->getDebugLoc());
  Value *Zero = ConstantInt::get(Answer->getType(), 0);
  Value *Given = B.CreateICmpSGE(Answer, Zero);
  Value *Result = B.CreateICmpNE(Answer, Zero);
  Instruction *Return = SplitBlockAndInsertIfThen(
      Given, std::next(cast<Instruction>(Result)->getIterator()), /*Unreachable=*/true);
  IRBuilder<>(Return).CreateRet(Result);
  Return->eraseFromParent();
  Changed = true;
}

/// io_context::run calls the glue where it would call scheduler::run.
void Hooks::redirectRun(Function &F) {
  Hooked.insert(&F);
  Function *G = glue("polychrome_asio_run");
  if (!G)
    return;
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallBase>(&I))
      if (Function *Callee = Call->getCalledFunction())
        if (Callee->getFunctionType() == G->getFunctionType() &&
            asioName(*Callee) == "detail::scheduler::run") {
          Call->setCalledFunction(G);
          Changed = true;
        }
}

/// A plain unit's copy of a caller may hold an inlined plain copy of F.
void Hooks::markCallers(Function &F) {
  for (User *U : F.users())
    if (auto *Call = dyn_cast<CallBase>(U))
      if (Call->getCalledOperand() == &F && !asioName(*Call->getFunction()).empty())
        Callers.insert(Call->getFunction());
}

void Hooks::mark(Function &F) {
  // A copy that only this unit can see is the one that it uses. And a unit whose glue
  // makes the program serial needs no more than that.
  if (F.hasLocalLinkage() ||
      (!glue("polychrome_asio_complete") && M.getFunction("polychrome_disable")))
    return;
  Changed = true;
  emitRecord(M, POLYCHROME_RECORD_REQUIRE, &F, nullptr, "");
  if (glue("polychrome_asio_complete") && !Missed.contains(&F))
    emitRecord(M, POLYCHROME_RECORD_HOOK, &F, F.getComdat(), "");
}

} // namespace

void dropIdleGlue(Module &M, ModuleAnalysisManager &MAM) {
  // Glue that only a hook calls, and the function that gets the hook.
  struct Hook {
    StringLiteral Glue, Hooked, InMangled;
  };
  static constexpr Hook All[] = {
      {"polychrome_asio_run", "io_context::run", "10io_context3run"},
      {"polychrome_asio_enqueue", "detail::strand_executor_service::enqueue",
       "23strand_executor_service7enqueue"},
      {"polychrome_asio_unlock", "detail::strand_executor_service::push_waiting_to_ready",
       "23strand_executor_service21push_waiting_to_ready"}};
  StringSet<> Present;
  for (const Function &F : M)
    if (!F.isDeclaration() &&
        any_of(All, [&](const Hook &H) { return F.getName().contains(H.InMangled); }))
      Present.insert(asioName(F));
  SmallPtrSet<Constant *, 4> Idle;
  for (const Hook &H : All)
    if (Function *F = M.getFunction(H.Glue); F && !Present.contains(H.Hooked))
      Idle.insert(F);
  if (Idle.empty())
    return;
  removeFromUsedLists(M, [&](Constant *C) { return Idle.contains(C); });
  GlobalDCEPass().run(M, MAM);
}

bool insertAsioHooks(Module &M) { return Hooks(M).run(); }

} // namespace polychrome
