//===- Handlers.cpp - Which functions the event loop calls ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Handlers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace polychrome {

using model::HandlerKind;

std::string spelledName(StringRef &Mangled) {
  std::string Out;
  Mangled.consume_front("N");
  Mangled.consume_front("K");
  for (std::size_t Length; !Mangled.consumeInteger(10, Length) && Length <= Mangled.size();) {
    Out += (Out.empty() ? "" : "::") + Mangled.take_front(Length).str();
    Mangled = Mangled.drop_front(Length);
  }
  return Out;
}

namespace {

/// As far as we need it, of a name that is more than the demangler understands: template
/// arguments stay mangled.
std::string spelledOperation(StringRef Mangled) {
  if (!Mangled.consume_front("_Z"))
    return Mangled.str();
  std::string Out = spelledName(Mangled) + "<" + Mangled.str();
  if (Mangled.contains("11do_completeE"))
    Out += ">::do_complete(void*, ";
  return Out;
}

} // namespace

std::string asioName(StringRef Mangled) {
  std::string Name = demangle(Mangled);
  if (Name == Mangled)
    Name = spelledOperation(Mangled);
  StringRef Plain = Name;
  Plain.consume_front("void ");
  Plain.consume_front("boost::");
  return Plain.str();
}

namespace {

/// void(ptr, ptr, ptr, i64), the type of scheduler_operation's function pointer.
bool hasCompletionType(const Function &F) {
  const FunctionType *T = F.getFunctionType();
  return T->getReturnType()->isVoidTy() && T->getNumParams() == 4 &&
         T->getParamType(0)->isPointerTy() && T->getParamType(1)->isPointerTy() &&
         T->getParamType(2)->isPointerTy() && T->getParamType(3)->isIntegerTy();
}

constexpr StringRef StrandReason = "runs whatever handlers are queued on a strand";

/// How Asio passes on what runs a strand's queue, from the inside out.
constexpr StringRef Invoker = "asio::detail::strand_executor_service::invoker<";
constexpr StringRef MangledInvoker = "23strand_executor_service7invokerI";

/// Does a list of template arguments begin with what runs a strand's queue?
bool runsStrand(StringRef Args) {
  for (bool Inner = true; Inner;) {
    Args.consume_front("boost::");
    if (Args.starts_with(Invoker))
      return true;
    Inner = Args.consume_front("asio::detail::binder0<") ||
            Args.consume_front("asio::detail::strand_executor_service::allocator_binder<");
  }
  return false;
}

/// The handler of that kind; alone if a strand's queue may be run in a way that is not known.
Handler ofKind(Function &F, HandlerKind Kind, StringRef Name, StringRef Args) {
  if (runsStrand(Args))
    return {&F, Kind, true, {}};
  const bool MayRunStrand = Name.contains(Invoker) || Name.contains(MangledInvoker);
  return {&F, Kind, false, MayRunStrand ? StrandReason.str() : std::string()};
}

/// A do_complete instantiation, or nothing.
Handler asioOperation(Function &F) {
  std::string Name = asioName(F.getName());
  StringRef N = Name;
  if (!N.starts_with("asio::detail::") || !N.contains("::do_complete(void*, "))
    return {};
  // The reactor's own operations run user operations, they are none.
  if (N.starts_with("asio::detail::epoll_reactor::") ||
      N.starts_with("asio::detail::signal_set_service::"))
    return {};
  if (N.starts_with("asio::detail::strand_service::"))
    return {&F, HandlerKind::Asio, false, StrandReason.str()};
  StringRef Args = N;
  if (!Args.consume_front("asio::detail::executor_op<"))
    return ofKind(F, HandlerKind::Asio, N, {});
  Args.consume_front("boost::");
  if (Args.starts_with("asio::detail::executor_function,"))
    return {&F, HandlerKind::Trampoline, false, {}};
  // A view is called by the executor that was given it, never queued.
  if (Args.starts_with("asio::detail::executor_function_view,"))
    return {};
  return ofKind(F, HandlerKind::Asio, N, Args);
}

/// An executor_function::complete<F, Alloc>(impl_base*, bool), or nothing.
Handler postedFunction(Function &F) {
  std::string Name = asioName(F.getName());
  StringRef Args = Name;
  if (!Args.consume_front("asio::detail::executor_function::complete<"))
    return {};
  return ofKind(F, HandlerKind::Posted, Name, Args);
}

/// The functions that carry __attribute__((annotate("polychrome.handler"))).
SmallVector<Function *, 8> annotated(Module &M) {
  SmallVector<Function *, 8> Out;
  auto *List = M.getGlobalVariable("llvm.global.annotations");
  auto *Array = List ? dyn_cast<ConstantArray>(List->getInitializer()) : nullptr;
  if (!Array)
    return Out;
  for (const Use &U : Array->operands()) {
    auto *Entry = dyn_cast<ConstantStruct>(U.get());
    auto *F = Entry ? dyn_cast<Function>(Entry->getOperand(0)->stripPointerCasts()) : nullptr;
    auto *Text =
        Entry ? dyn_cast<GlobalVariable>(Entry->getOperand(1)->stripPointerCasts()) : nullptr;
    auto *Data = Text && Text->hasInitializer()
                     ? dyn_cast<ConstantDataSequential>(Text->getInitializer())
                     : nullptr;
    if (F && Data && Data->isCString() && Data->getAsCString() == "polychrome.handler")
      Out.push_back(F);
  }
  return Out;
}

} // namespace

std::vector<Handler> discoverHandlers(Module &M, ArrayRef<std::string> Named) {
  std::vector<Handler> Out;
  SmallPtrSet<Function *, 16> Seen;
  auto Add = [&](Handler H) {
    if (H.F && Seen.insert(H.F).second)
      Out.push_back(std::move(H));
  };
  StringSet<> Names;
  for (const std::string &N : Named)
    Names.insert(N);
  for (Function *F : annotated(M))
    if (!F->isDeclaration())
      Add({F, HandlerKind::Function, false, {}});
  for (Function &F : M) {
    if (F.isDeclaration())
      continue;
    // Cheap tests on the mangled name first: most functions are none.
    StringRef N = F.getName();
    if (N.contains("11do_completeE") && hasCompletionType(F))
      Add(asioOperation(F));
    else if (N.contains("17executor_function8completeI"))
      Add(postedFunction(F));
    else if (!Names.empty() && (Names.contains(N) || Names.contains(demangle(N))))
      Add({&F, HandlerKind::Function, false, {}});
  }
  llvm::sort(Out,
             [](const Handler &A, const Handler &B) { return A.F->getName() < B.F->getName(); });
  return Out;
}

} // namespace polychrome
