//===- CoroutineParts.cpp - What of a coroutine runs when it is resumed ----===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Coroutines.h"

#include "pass/analysis/Handlers.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

#include <map>

using namespace llvm;

namespace polychrome {

namespace {

/// The integers that the way so far has fixed.
using Known = std::map<const PHINode *, const ConstantInt *>;

const ConstantInt *valueOf(const Value *V, const Known &At) {
  if (auto *N = dyn_cast<ConstantInt>(V))
    return N;
  if (auto *I = dyn_cast<ICmpInst>(V)) {
    const ConstantInt *A = valueOf(I->getOperand(0), At), *B = valueOf(I->getOperand(1), At);
    const bool Known = A && B;
    return !Known ? nullptr
                  : ConstantInt::getBool(
                        V->getContext(),
                        ICmpInst::compare(A->getValue(), B->getValue(), I->getPredicate()));
  }
  auto *P = dyn_cast<PHINode>(V);
  auto It = P ? At.find(P) : At.end();
  return It == At.end() ? nullptr : It->second;
}

Known across(const BasicBlock &From, const BasicBlock &To, const Known &Before) {
  Known Out = Before;
  for (const PHINode &P : To.phis()) {
    Out.erase(&P);
    if (const ConstantInt *N = valueOf(P.getIncomingValueForBlock(&From), Before))
      Out[&P] = N;
  }
  return Out;
}

} // namespace

std::set<std::string> resumptionClasses(const Function &Body, bool &Incomplete) {
  std::set<std::string> Out;
  for (const Instruction &I : instructions(Body)) {
    auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    if (!Callee)
      continue;
    if (Callee->getName() == PointFunction)
      Out.insert(Call->getFnAttr(ResumptionAttribute).getValueAsString().str());
    // What has not been inlined has fragments that are not here.
    StringRef Name = Callee->getName();
    Incomplete |= Name.contains(".polychrome.") || Name.contains("7do_initI") ||
                  (Name.contains("18awaitable_async_opI") && Name.contains("13await_suspendE"));
  }
  Incomplete |= Out.erase("?") != 0;
  return Out;
}

DenseSet<const Instruction *> partOf(const Function &Body, StringRef Class) {
  constexpr std::size_t MaxStates = 50000;
  DenseSet<const Instruction *> Out;
  std::set<std::pair<const BasicBlock *, Known>> Seen;
  std::vector<std::pair<const BasicBlock *, Known>> Work;
  auto Leave = [&](const BasicBlock &B, const Known &At) {
    const Instruction *T = B.getTerminator();
    const Known Here = Seen.size() < MaxStates ? At : Known();
    auto *S = dyn_cast<SwitchInst>(T);
    auto *Br = dyn_cast<BranchInst>(T);
    const BasicBlock *Only = nullptr;
    if (const ConstantInt *N = S ? valueOf(S->getCondition(), Here) : nullptr)
      Only = S->findCaseValue(N)->getCaseSuccessor();
    if (const ConstantInt *N =
            Br && Br->isConditional() ? valueOf(Br->getCondition(), Here) : nullptr)
      Only = Br->getSuccessor(N->isZero());
    for (const BasicBlock *Next : successors(&B))
      if (!Only || Next == Only)
        Work.push_back({Next, across(B, *Next, Here)});
  };
  for (const BasicBlock &B : Body)
    for (const Instruction &I : B) {
      auto *Call = dyn_cast<CallBase>(&I);
      if (!Call || !Call->getCalledFunction() ||
          Call->getCalledFunction()->getName() != PointFunction ||
          Call->getFnAttr(ResumptionAttribute).getValueAsString() != Class)
        continue;
      for (const Instruction *N = &I; N; N = N->getNextNode())
        Out.insert(N);
      Leave(B, {});
    }
  while (!Work.empty()) {
    auto State = std::move(Work.back());
    Work.pop_back();
    if (!Seen.insert(State).second)
      continue;
    for (const Instruction &I : *State.first)
      Out.insert(&I);
    Leave(*State.first, State.second);
  }
  return Out;
}

bool carriesAwaitable(StringRef Handler) {
  static constexpr StringRef SimpleTypes[] = {"void", "bool",  "char", "unsigned", "signed",
                                              "int",  "short", "long", "const",    "enable_if"};
  std::string Full = asioName(Handler);
  StringRef N = Full;
  if (!N.starts_with("asio::detail::") ||
      !(N.contains("asio::detail::awaitable_handler<") ||
        N.contains("asio::detail::awaitable_async_op_handler<")))
    return false;
  for (StringRef Other : {"composed_op<", "parallel_group", "experimental::", "co_spawn",
                          "awaitable_async_op<", "(anonymous namespace)", "lambda", "$_"})
    if (N.contains(Other))
      return false;
  // Every name is the library's, a member's of such a class, or a simple type's.
  auto IsName = [](char X) { return isAlnum(X) || X == '_' || X == ':'; };
  while (!N.empty()) {
    StringRef Word = N.take_while(IsName);
    N = N.drop_front(std::max<std::size_t>(Word.size(), 1));
    if (Word.empty() || Word.starts_with("::") || isDigit(Word.front()))
      continue;
    Word.consume_front("boost::");
    if (!Word.starts_with("asio::") && !Word.starts_with("system::") &&
        !Word.starts_with("std::") && !is_contained(SimpleTypes, Word))
      return false;
  }
  return true;
}

} // namespace polychrome
