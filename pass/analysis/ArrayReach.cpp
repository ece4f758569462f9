//===- ArrayReach.cpp - How far a pointer to an array's element goes ------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/ArrayReach.h"

#include "pass/model/Path.h"

#include "llvm/IR/DataLayout.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace polychrome {

namespace {

constexpr StringLiteral ReachAttribute = "polychrome-reach";

/// Has the struct a member of a class? C's structs end in arrays that go on.
bool hasClass(const StructType &S) {
  return any_of(S.elements(), [](const Type *E) {
    auto *M = dyn_cast<StructType>(E);
    return M && M->hasName() && M->getName().starts_with("class.");
  });
}

/// Is the array at this address a row of another one, or one that may go on?
bool mayGoOn(const Value &Address) {
  auto *G = dyn_cast<GEPOperator>(&Address);
  if (!G)
    return false;
  auto *S = dyn_cast<StructType>(G->getSourceElementType());
  if (!S)
    return true;
  auto *Member = dyn_cast<ConstantInt>(*std::prev(G->idx_end()));
  bool Last = !Member || Member->getZExtValue() + 1 == S->getNumElements();
  return G->getNumIndices() != 2 || (Last && !hasClass(*S));
}

/// The array whose first element this is the address of, or null.
const ArrayType *decayed(const Value &Argument) {
  auto *G = dyn_cast<GEPOperator>(&Argument);
  auto *A = G ? dyn_cast<ArrayType>(G->getSourceElementType()) : nullptr;
  return A && A->getNumElements() > 1 && G->getNumIndices() == 2 && G->hasAllZeroIndices() &&
                 !mayGoOn(*G->getPointerOperand())
             ? A
             : nullptr;
}

} // namespace

void noteArrays(Function &F) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  for (Instruction &I : instructions(F))
    if (auto *C = dyn_cast<CallBase>(&I))
      for (unsigned Arg = 0; Arg != C->arg_size(); ++Arg)
        if (const ArrayType *A = decayed(*C->getArgOperand(Arg)))
          C->addParamAttr(
              Arg, Attribute::get(F.getContext(), ReachAttribute,
                                  std::to_string(DL.getTypeAllocSize(const_cast<ArrayType *>(A)))));
}

std::uint64_t arrayReach(const CallBase &C, unsigned Arg) {
  std::uint64_t Bytes = 0;
  Attribute A = C.getAttributes().getParamAttr(Arg, ReachAttribute);
  return A.isValid() && !A.getValueAsString().getAsInteger(10, Bytes) ? Bytes : model::UnknownSize;
}

} // namespace polychrome
