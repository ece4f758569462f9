//===- Lifetimes.cpp - Where objects begin and end ------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Lifetimes.h"

#include "pass/analysis/AddressNotes.h"
#include "pass/analysis/ObjectTypes.h"
#include "pass/model/Summary.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

#include <cstdlib>

using namespace llvm;

namespace polychrome {

namespace {

constexpr StringRef NoteKind = "polychrome.lifetime";

/// Libraries keep no pools of their own that their models do not know of.
bool isLibrarys(StringRef Mangled) {
  constexpr StringRef Spaces[] = {"_ZNSt", "_ZNSa", "_ZNSs", "_ZN9__gnu_cxx", "_ZN5boost"};
  return any_of(Spaces, [&](StringRef S) { return Mangled.starts_with(S); });
}

/// A class's own operator delete, as it is declared most often, or with size and alignment.
bool isDelete(StringRef Mangled) {
  constexpr StringRef Ends[] = {"EPv", "EPvm", "EPvSt11align_val_t", "EPvmSt11align_val_t"};
  auto IsMember = [](StringRef Name) {
    return Name.starts_with("_ZN") || Name.starts_with("_ZZN");
  };
  return IsMember(Mangled) && any_of(Ends, [&](StringRef End) {
           StringRef Name = Mangled;
           return Name.consume_back(End.drop_front()) && Name.consume_back("E") &&
                  (Name.ends_with("dl") || Name.ends_with("da"));
         });
}

/// The struct that a member function's `this` is, as far as its body or its class's name
/// says; a template's struct has no name by which it is found.
std::string objectType(const Function &F, std::uint64_t Bytes) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  auto Fits = [&](const StructType *S) {
    return S && S->isSized() && hasStructName(*S) &&
           DL.getTypeAllocSize(const_cast<StructType *>(S)) == Bytes;
  };
  ItaniumPartialDemangler D;
  std::string Mangled = F.getName().str();
  if (!D.partialDemangle(Mangled.c_str())) {
    char *Text = D.getFunctionDeclContextName(nullptr, nullptr);
    std::string Class = Text ? Text : "";
    std::free(Text);
    for (const char *Key : {"class.", "struct."})
      if (StructType *S = StructType::getTypeByName(F.getContext(), Key + Class); Fits(S))
        return structName(*S);
  }
  for (const Instruction &I : instructions(F))
    if (auto *G = dyn_cast<GetElementPtrInst>(&I))
      if (auto *S = dyn_cast<StructType>(G->getSourceElementType()); Fits(S))
        return structName(*S);
  return {};
}

} // namespace

void noteLifetimes(Function &F) {
  if (F.isDeclaration() || !F.arg_size() || !F.getArg(0)->getType()->isPointerTy() ||
      !F.getName().starts_with("_Z") || isLibrarys(F.getName()))
    return;
  bool Begins = false;
  std::uint64_t Size = model::UnknownSize;
  std::string Type;
  if (!isDelete(F.getName())) {
    ItaniumPartialDemangler D;
    std::string Name = F.getName().str();
    Size = F.getArg(0)->getDereferenceableBytes();
    if (!Size || D.partialDemangle(Name.c_str()) || !D.isCtorOrDtor())
      return;
    Begins = none_of(std::initializer_list<StringRef>{"D0E", "D1E", "D2E"},
                     [&](StringRef Kind) { return F.getName().contains(Kind); });
    Type = objectType(F, Size);
  }
  LLVMContext &C = F.getContext();
  IRBuilder<> B(&*F.getEntryBlock().getFirstInsertionPt());
  if (DISubprogram *In = F.getSubprogram())
    B.SetCurrentDebugLocation(DILocation::get(C, In->getLine(), 0, In));
  auto Number = [&](std::uint64_t N) { return ConstantAsMetadata::get(B.getInt64(N)); };
  noteAddress(B, F.getArg(0), NoteKind,
              MDNode::get(C, {Number(Begins), Number(Size), MDString::get(C, Type)}));
}

std::optional<Lifetime> lifetimeAt(const Instruction &I) {
  std::optional<AddressNote> Note = addressNote(I, NoteKind);
  if (!Note)
    return std::nullopt;
  auto Number = [&](unsigned N) {
    return mdconst::extract<ConstantInt>(Note->What->getOperand(N))->getZExtValue();
  };
  return Lifetime{Note->Address, Number(0) != 0, Number(1),
                  cast<MDString>(Note->What->getOperand(2))->getString().str()};
}

} // namespace polychrome
