//===- Marks.cpp - [[polychrome::...]] in the IR --------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/transform/Marks.h"

#include "pass/analysis/FieldPromise.h"
#include "pass/analysis/Models.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/Local.h"

#include <optional>

using namespace llvm;

namespace polychrome {

namespace {

/// An annotated function or variable.
struct Annotation {
  GlobalValue *Of;
  StringRef Text;
  std::string Place; ///< "server.cpp:41"
};

SmallVector<Annotation, 8> annotations(const Module &M) {
  SmallVector<Annotation, 8> Out;
  const GlobalVariable *List = M.getGlobalVariable("llvm.global.annotations");
  auto *Array =
      List && List->hasInitializer() ? dyn_cast<ConstantArray>(List->getInitializer()) : nullptr;
  if (!Array)
    return Out;
  for (const Use &U : Array->operands()) {
    auto *Entry = dyn_cast<ConstantStruct>(U.get());
    if (!Entry || Entry->getNumOperands() < 4)
      continue;
    auto *Of = dyn_cast<GlobalValue>(Entry->getOperand(0)->stripPointerCasts());
    StringRef Text = constantText(Entry->getOperand(1));
    if (Of && Text.starts_with("polychrome."))
      Out.push_back({Of, Text, annotatedPlace(Entry->getOperand(2), Entry->getOperand(3))});
  }
  return Out;
}

std::optional<AtomicRMWInst::BinOp> operation(unsigned Opcode) {
  switch (Opcode) {
  case Instruction::Add:
    return AtomicRMWInst::Add;
  case Instruction::Sub:
    return AtomicRMWInst::Sub;
  case Instruction::Or:
    return AtomicRMWInst::Or;
  case Instruction::And:
    return AtomicRMWInst::And;
  case Instruction::Xor:
    return AtomicRMWInst::Xor;
  default:
    return std::nullopt;
  }
}

/// The value before a conversion that keeps the low bits, which are all that these
/// operators' low bits depend on.
Value *unconverted(Value *V) {
  auto *Cast = dyn_cast<CastInst>(V);
  return Cast && isa<ZExtInst, SExtInst, TruncInst>(Cast) && Cast->hasOneUse() ? Cast->getOperand(0)
                                                                               : V;
}

LoadInst *oldValue(Value *V, const StoreInst &S) {
  auto *L = dyn_cast<LoadInst>(unconverted(V));
  return L && L->hasOneUse() && L->isSimple() && L->getParent() == S.getParent() &&
                 L->getPointerOperand() == S.getPointerOperand() &&
                 L->getType() == S.getValueOperand()->getType()
             ? L
             : nullptr;
}

bool mayWriteBetween(const Instruction &From, const Instruction &To) {
  for (const Instruction *I = From.getNextNode(); I && I != &To; I = I->getNextNode())
    if (I->mayWriteToMemory())
      return true;
  return false;
}

/// `*P = *P op X`, where nothing else looks at what was there.
void makeAtomic(StoreInst &S) {
  Type *T = S.getValueOperand()->getType();
  if (!S.isSimple() || !T->isIntegerTy() || !isPowerOf2_32(T->getIntegerBitWidth()) ||
      T->getIntegerBitWidth() < 8 || T->getIntegerBitWidth() > 64 ||
      S.getAlign().value() * 8 < T->getIntegerBitWidth())
    return;
  auto *Op = dyn_cast<BinaryOperator>(unconverted(S.getValueOperand()));
  auto Kind = Op && Op->hasOneUse() ? operation(Op->getOpcode()) : std::nullopt;
  if (!Kind)
    return;
  LoadInst *Old = oldValue(Op->getOperand(0), S);
  Value *By = Op->getOperand(1);
  if (!Old && Op->isCommutative()) {
    Old = oldValue(Op->getOperand(1), S);
    By = Op->getOperand(0);
  }
  if (!Old || mayWriteBetween(*Old, S))
    return;
  IRBuilder<> B(&S);
  AtomicRMWInst *Update = B.CreateAtomicRMW(*Kind, S.getPointerOperand(), B.CreateTrunc(By, T),
                                            S.getAlign(), AtomicOrdering::Monotonic);
  Update->setMetadata(LLVMContext::MD_tbaa, S.getMetadata(LLVMContext::MD_tbaa));
  Value *Now = S.getValueOperand();
  S.eraseFromParent();
  RecursivelyDeleteTriviallyDeadInstructions(Now);
}

void makeStoresAtomic(Value &Place) {
  SmallVector<StoreInst *, 8> Stores;
  for (User *U : Place.users())
    if (auto *S = dyn_cast<StoreInst>(U); S && S->getPointerOperand() == &Place)
      Stores.push_back(S);
  for (StoreInst *S : Stores)
    makeAtomic(*S);
}

/// Calls of llvm.ptr.annotation whose text begins so.
SmallVector<IntrinsicInst *, 8> fieldMarks(Module &M, StringRef Prefix) {
  SmallVector<IntrinsicInst *, 8> Out;
  for (Function &F : M) {
    if (F.getIntrinsicID() != Intrinsic::ptr_annotation)
      continue;
    for (User *U : F.users())
      if (auto *I = dyn_cast<IntrinsicInst>(U);
          I && constantText(I->getArgOperand(1)).starts_with(Prefix))
        Out.push_back(I);
  }
  return Out;
}

void drop(IntrinsicInst &Mark) {
  Mark.replaceAllUsesWith(Mark.getArgOperand(0));
  Mark.eraseFromParent();
}

} // namespace

void makeUpdatesAtomic(Module &M) {
  for (const Annotation &A : annotations(M))
    if (A.Text == "polychrome.commutes" && isa<GlobalVariable>(A.Of))
      makeStoresAtomic(*A.Of);
  for (IntrinsicInst *Mark : fieldMarks(M, "polychrome.commutes")) {
    makeStoresAtomic(*Mark);
    drop(*Mark);
  }
}

void addPromises(const Module &M, Models &Lib) {
  for (const Annotation &A : annotations(M)) {
    auto [Word, Name] = A.Text.split(':');
    Word.consume_front("polychrome.");
    bool Pure = Word == "pure";
    if (!Pure && Word != "independent")
      continue;
    std::string Promise = promiseText(Word, Name);
    ModelEffect Cite{ModelWord::ResourceRead, 0, 0, Promise, 0};
    if (isa<GlobalVariable>(A.Of))
      Lib.promiseVariable(A.Of->getName(), {{Cite}, A.Place, true});
    else if (!Pure)
      Lib.promise(A.Of->getName(), {{Cite}, Promise + ", " + A.Place, true});
    else if (A.Of->isDeclaration()) // a body says itself what it does
      Lib.promise(A.Of->getName(),
                  {{Cite, {ModelWord::ReadsFrom, 0, 0, {}, 0}, {ModelWord::ReadsBehind, 0, 0, {}, 0}},
                   Promise + ", " + A.Place,
                   true});
  }
}

void dropFieldMarks(Module &M) {
  for (IntrinsicInst *Mark : fieldMarks(M, "polychrome."))
    drop(*Mark);
}

} // namespace polychrome
