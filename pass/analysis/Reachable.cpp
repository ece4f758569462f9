//===- Reachable.cpp - What of a module the analysis has to look at -------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Reachable.h"

#include "pass/analysis/Models.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace polychrome {

namespace {

class Walk {
public:
  explicit Walk(const Models &L) : Lib(L) {}

  void reach(const GlobalValue &G) {
    if (!G.isDeclaration() && Seen.insert(&G).second)
      Work.push_back(&G);
  }

  DenseSet<const GlobalValue *> run() {
    while (!Work.empty()) {
      const GlobalValue *G = Work.pop_back_val();
      auto *F = dyn_cast<Function>(G);
      const Model *Known = F ? Lib.function(*F) : nullptr;
      if (Known && !Known->has(ModelWord::Invokes))
        continue;
      Out.insert(G);
      operands(*G);
      if (F)
        for (const Instruction &I : instructions(F))
          operands(I);
    }
    return std::move(Out);
  }

private:
  const Models &Lib;
  DenseSet<const GlobalValue *> Seen;
  DenseSet<const GlobalValue *> Out;
  DenseSet<const Constant *> Constants;
  SmallVector<const GlobalValue *, 64> Work;

  void operands(const User &U) {
    for (const Use &Operand : U.operands()) {
      if (auto *G = dyn_cast<GlobalValue>(Operand))
        reach(*G);
      else if (auto *C = dyn_cast<Constant>(Operand);
               C && C->getNumOperands() && Constants.insert(C).second)
        operands(*C);
    }
  }
};

} // namespace

DenseSet<const GlobalValue *>
reachableDefinitions(const Module &M, const SmallPtrSetImpl<Function *> &Roots, const Models &Lib) {
  Walk W(Lib);
  for (const Function *F : Roots)
    W.reach(*F);
  // Another unit may call these, whether this one does or not.
  for (const GlobalValue &G : M.global_values())
    if (G.isInterposable() || isa<GlobalIFunc>(G) ||
        (isa<GlobalAlias>(G) && !G.isDiscardableIfUnused()))
      W.reach(G);
  for (const GlobalVariable &G : M.globals())
    if (!G.isDiscardableIfUnused() && !G.hasAppendingLinkage())
      W.reach(G);
  return W.run();
}

bool readsVtable(const LoadInst &L, const DataLayout &DL) {
  APInt Offset(64, 0);
  const Value *Table = L.getPointerOperand()->stripAndAccumulateConstantOffsets(DL, Offset, true);
  return any_of(Table->users(), [](const User *U) {
    auto *Test = dyn_cast<IntrinsicInst>(U);
    return Test && (Test->getIntrinsicID() == Intrinsic::type_test ||
                    Test->getIntrinsicID() == Intrinsic::public_type_test);
  });
}

bool isGlue(const Function &F) {
  return F.getName().starts_with("_ZN15polychrome_asio") ||
         F.getName().starts_with("polychrome_asio_");
}

} // namespace polychrome
