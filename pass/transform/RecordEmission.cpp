//===- RecordEmission.cpp - Records as sections of an object --------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/transform/RecordEmission.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace polychrome {

GlobalVariable *emitRecord(Module &M, polychrome_record_kind Kind, Function *Subject, Comdat *Group,
                           StringRef Payload) {
  LLVMContext &C = M.getContext();
  Type *I16 = Type::getInt16Ty(C), *I32 = Type::getInt32Ty(C);
  PointerType *Ptr = PointerType::getUnqual(C);
  SmallString<256> Bytes(Payload);
  Bytes.resize(alignTo(Payload.size(), 8), '\0');
  Constant *Data = ConstantDataArray::getString(C, Bytes, /*AddNull=*/false);
  StructType *T = StructType::get(C, {I32, I16, I16, I32, I32, Ptr, Data->getType()});
  uint32_t Size = sizeof(polychrome_record) + Bytes.size();
  Constant *Fields[] = {ConstantInt::get(I32, POLYCHROME_RECORD_MAGIC),
                        ConstantInt::get(I16, POLYCHROME_ABI_VERSION),
                        ConstantInt::get(I16, Kind),
                        ConstantInt::get(I32, Size),
                        ConstantInt::get(I32, Payload.size()),
                        Subject ? static_cast<Constant *>(Subject) : ConstantPointerNull::get(Ptr),
                        Data};
  // Not constant: the address needs a relocation in position-independent code.
  auto *G = new GlobalVariable(M, T, /*isConstant=*/false, GlobalValue::PrivateLinkage,
                               ConstantStruct::get(T, Fields), "polychrome.record");
  G->setSection(POLYCHROME_SECTION);
  G->setAlignment(Align(8));
  G->setComdat(Group);
  // Kept by the optimiser and, where the linker collects sections, by it too.
  appendToUsed(M, {G});
  return G;
}

Comdat *summaryGroup(Module &M, const Function &F, bool Handler) {
  if (!F.hasComdat() || Handler || F.isInterposable() || !F.isDiscardableIfUnused())
    return const_cast<Comdat *>(F.getComdat());
  return M.getOrInsertComdat(("polychrome.summary." + F.getName()).str());
}

void emitRegistration(Module &M) {
  constexpr StringRef Name = "polychrome_register_module";
  if (M.getFunction(Name))
    return;
  LLVMContext &C = M.getContext();
  PointerType *Ptr = PointerType::getUnqual(C);
  FunctionCallee Register =
      M.getOrInsertFunction("polychrome_register", Type::getVoidTy(C), Ptr, Ptr);
  auto Bound = [&](StringRef Prefix) {
    auto *G =
        new GlobalVariable(M, Type::getInt8Ty(C), /*isConstant=*/false,
                           GlobalValue::ExternalLinkage, nullptr, Prefix + POLYCHROME_SECTION);
    G->setVisibility(GlobalValue::HiddenVisibility);
    return G;
  };
  // One per linked module: the copies of all units merge, but not across shared
  // objects, hence hidden.
  auto *F = Function::Create(FunctionType::get(Type::getVoidTy(C), false),
                             GlobalValue::LinkOnceODRLinkage, Name, M);
  F->setVisibility(GlobalValue::HiddenVisibility);
  F->setComdat(M.getOrInsertComdat(Name));
  F->addFnAttr(Attribute::NoUnwind);
  IRBuilder<> B(BasicBlock::Create(C, "", F));
  B.CreateCall(Register, {Bound("__start_"), Bound("__stop_")});
  B.CreateRetVoid();
  // Keyed by itself: the linker keeps one entry. Before ordinary constructors.
  appendToGlobalCtors(M, F, 100, F);
}

} // namespace polychrome
