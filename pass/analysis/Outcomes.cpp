//===- Outcomes.cpp - A handler's body when nothing failed ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Outcomes.h"

#include "pass/analysis/Specialise.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace polychrome {

using model::HandlerKind;
using model::Predicate;

namespace {

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

/// What other handlers could notice, roughly.
unsigned countEffects(const Function &F) {
  return unsigned(count_if(instructions(F), [](const Instruction &I) {
    return isa<StoreInst>(I) || (isa<CallBase>(I) && !isa<IntrinsicInst>(I));
  }));
}

} // namespace

std::optional<Outcome> successOf(Function &F, HandlerKind Kind, const Models &Lib) {
  std::optional<unsigned> Closure = closureOf(F, Kind);
  std::optional<Predicate> P = Closure ? errorCode(F, F.getArg(*Closure)) : std::nullopt;
  if (!P)
    return std::nullopt;
  Type *Code = Type::getIntNTy(F.getContext(), P->Size * 8);
  KnownBytes Clear{P->Offset, P->Size, P->Mask, ConstantInt::get(Code, P->Value)};
  Function *Body = specialise(F, *Closure, Clear, {}, Lib).Body;
  if (!Body)
    return std::nullopt;
  if (countEffects(*Body) != countEffects(F)) {
    Body->setName(F.getName() + ".ok");
    return Outcome{std::move(*P), Body};
  }
  Body->eraseFromParent();
  return std::nullopt;
}

} // namespace polychrome
