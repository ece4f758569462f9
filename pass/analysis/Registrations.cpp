//===- Registrations.cpp - What libraries are told to call ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Registrations.h"

#include "pass/analysis/Flatten.h"
#include "pass/analysis/Models.h"
#include "pass/model/TemplateText.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

#include <csignal>

using namespace llvm;

namespace polychrome {

namespace {

/// A library function that is told what to call: which argument, on which occasion.
struct Registrar {
  StringRef Name;
  unsigned Arg;
  StringRef Occasion;
};

constexpr Registrar Registrars[] = {
    {"__cxa_throw", 2, "exception"},
    {"__cxa_init_primary_exception", 2, "exception"},
    {"_ZSt15set_new_handlerPFvvE", 0, "allocation"},
    {"_ZSt13set_terminatePFvvE", 0, "abort"},
    {"signal", 1, "abort"},
    {"sigaction", 1, "abort"},
    // The functions that these lead to, or the buffer, are not looked for.
    {"fopencookie", 2, "stdio"},
    {"fmemopen", 0, "stdio"},
    {"open_memstream", 0, "stdio"},
    {"open_wmemstream", 0, "stdio"},
    {"putenv", 0, "putenv"}};

/// SIG_DFL and SIG_IGN are no functions.
bool isNone(const Value &V) {
  if (isa<ConstantPointerNull>(V))
    return true;
  auto *Cast = dyn_cast<ConstantExpr>(&V);
  return Cast && Cast->getOpcode() == Instruction::IntToPtr &&
         isa<ConstantInt>(Cast->getOperand(0));
}

/// Of signals, the one that abort() raises; the others' handlers run whenever they like.
bool isOtherSignal(const CallBase &C) {
  StringRef Name = C.getCalledFunction()->getName();
  auto *Number = dyn_cast<ConstantInt>(C.getArgOperand(0));
  return (Name == "signal" || Name == "sigaction") && Number &&
         *Number->getValue().getRawData() != SIGABRT;
}

/// Asio's signal sets: the handler that they install writes to a pipe of Asio's and to
/// nothing else.
bool isSignalSet(const Function &F) {
  constexpr StringRef Class = "asio6detail18signal_set_service";
  StringRef Name = F.getName();
  return Name.starts_with("_ZN") && (Name.drop_front(3).starts_with(("4" + Class).str()) ||
                                     Name.drop_front(3).starts_with(("5boost4" + Class).str()));
}

/// Asio's table for an executor of the program's own. Copies of one are made by others of
/// the table's functions, so its being there counts.
bool servesOwnExecutor(StringRef Mangled) {
  if (!Mangled.contains("any_executor_base"))
    return false;
  std::string Name = demangle(Mangled);
  StringRef Function = Name;
  Function = Function.drop_front(std::min(Function.size(), Function.find("any_executor_base::")));
  if (!Function.consume_front("any_executor_base::") || !Function.contains("execute_ex<"))
    return false;
  Model Of;
  Of.Effects.push_back({ModelWord::OnlyOf, 0, 0, "boost,asio,std"});
  return !Of.holdsFor(model::templateArgument(Function, 0));
}

} // namespace

void addRegistrations(const Module &M, StringRef Unit, std::vector<model::VirtualEntry> &Out) {
  auto Add = [&](StringRef Occasion, const Value &What) {
    auto *F = dyn_cast<Function>(What.stripPointerCastsAndAliases());
    Out.push_back({Occasion.str(), 0, F ? unitSymbol(*F, Unit) : std::string()});
  };
  for (const Function &F : M) {
    if (isSignalSet(F))
      continue;
    if (servesOwnExecutor(F.getName()))
      Out.push_back({"executor", 0, {}});
    for (const Instruction &I : instructions(F)) {
      auto *C = dyn_cast<CallBase>(&I);
      const Function *Callee = C ? C->getCalledFunction() : nullptr;
      auto *R = Callee ? find_if(Registrars, [&](auto &X) { return X.Name == Callee->getName(); })
                       : std::end(Registrars);
      if (R == std::end(Registrars) || C->arg_size() <= R->Arg || isOtherSignal(*C))
        continue;
      const Value &What = *C->getArgOperand(R->Arg);
      bool Pointer = What.getType()->isPointerTy() && R->Occasion != "stdio";
      if (!Pointer || !isNone(What))
        Add(R->Occasion, What);
    }
  }
  llvm::sort(Out);
  Out.erase(llvm::unique(Out), Out.end());
}

} // namespace polychrome
