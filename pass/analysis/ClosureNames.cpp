//===- ClosureNames.cpp - What the source calls a closure's pointers ------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/ClosureNames.h"

#include "pass/analysis/FieldNames.h"
#include "pass/analysis/SourceInfo.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"

#include <map>
#include <optional>

using namespace llvm;

namespace polychrome {

namespace {

constexpr unsigned MaxDepth = 32;

using Names = std::map<std::uint32_t, std::string>;

const DIType *withoutQualifiers(const DIType *T) {
  while (auto *D = dyn_cast_or_null<DIDerivedType>(T)) {
    if (D->getTag() != dwarf::DW_TAG_typedef && D->getTag() != dwarf::DW_TAG_const_type &&
        D->getTag() != dwarf::DW_TAG_volatile_type)
      break;
    T = D->getBaseType();
  }
  return T;
}

bool isPointer(const DIType &T) {
  return T.getTag() == dwarf::DW_TAG_pointer_type || T.getTag() == dwarf::DW_TAG_reference_type ||
         T.getTag() == dwarf::DW_TAG_rvalue_reference_type;
}

bool isClass(const DIType &T) {
  return T.getTag() == dwarf::DW_TAG_class_type || T.getTag() == dwarf::DW_TAG_structure_type;
}

/// Of a library's, or of Polychrome's own: its outermost namespace says so.
bool isLibrary(const DICompositeType &C) {
  StringRef Outermost;
  for (const DIScope *S = C.getScope(); S; S = S->getScope())
    if (isa<DINamespace>(S))
      Outermost = S->getName();
  return is_contained({"std", "__gnu_cxx", "boost", "asio", "polychrome"}, Outermost);
}

/// What binds a function to arguments, and the class in it that has the first of them.
struct Binder {
  StringRef Class, Function, FirstArgument;
};
constexpr Binder Binders[] = {{"_Bind<", "_M_f", "_Head_base<0"}, {"bind_t<", "f_", "storage1<"}};

bool isMemberFunction(const DIType *T) {
  T = withoutQualifiers(T);
  if (!T || T->getTag() == dwarf::DW_TAG_ptr_to_member_type)
    return T;
  const DIScope *In = T->getScope();
  return In && In->getName() == "_mfi"; // Boost's wrapper of one
}

/// The binder that the class is, if it binds a member function: its first argument is what
/// that function calls "this".
const Binder *bindsMember(const DICompositeType &C) {
  const Binder *Found =
      find_if(Binders, [&](const Binder &B) { return C.getName().starts_with(B.Class); });
  if (Found == std::end(Binders))
    return nullptr;
  for (const DINode *N : C.getElements())
    if (auto *D = dyn_cast_or_null<DIDerivedType>(N);
        D && D->getName() == Found->Function && isMemberFunction(D->getBaseType()))
      return Found;
  return nullptr;
}

/// Where the base of this name lies in the class, in bytes: the loop's pointer to an operation is
/// to that base, which need not come first.
std::optional<std::uint64_t> baseOffset(const DICompositeType &C, StringRef Base,
                                        unsigned Depth = 0) {
  if (C.getName() == Base)
    return 0;
  for (const DINode *N : C.getElements()) {
    auto *D = dyn_cast_or_null<DIDerivedType>(N);
    if (!D || D->getTag() != dwarf::DW_TAG_inheritance || D->isVirtual() || Depth > MaxDepth)
      continue;
    auto *Parent = dyn_cast_or_null<DICompositeType>(withoutQualifiers(D->getBaseType()));
    if (std::optional<std::uint64_t> At =
            Parent ? baseOffset(*Parent, Base, Depth + 1) : std::nullopt)
      return D->getOffsetInBits() / 8 + *At;
  }
  return std::nullopt;
}

/// Walks an operation object.
class Members {
public:
  Names Found;

  /// An object of type T at a byte of the closure. Name is what the source calls it; empty
  /// in what the library wraps around the user's function object.
  void visit(const DIType *T, std::uint64_t Offset, const std::string &Name,
             const Binder *In = nullptr, unsigned Depth = 0) {
    T = withoutQualifiers(T);
    if (!T || Depth > MaxDepth)
      return;
    if (isPointer(*T)) {
      if (!Name.empty())
        Found.try_emplace(std::uint32_t(Offset), Name);
      return;
    }
    if (auto *C = dyn_cast<DICompositeType>(T); C && isClass(*C))
      visitMembers(*C, Offset, Name, In, Depth + 1);
  }

private:
  void visitMembers(const DICompositeType &C, std::uint64_t Offset, std::string Name,
                    const Binder *In, unsigned Depth) {
    const bool Library = isLibrary(C);
    if (Library && Name.empty()) {
      if (const Binder *B = bindsMember(C))
        In = B;
      else if (In && C.getName().starts_with(In->FirstArgument))
        Name = "this";
    }
    for (const DINode *N : C.getElements()) {
      auto *D = dyn_cast_or_null<DIDerivedType>(N);
      if (!D || D->isStaticMember() || D->isBitField() || D->isVirtual())
        continue;
      const bool Base = D->getTag() == dwarf::DW_TAG_inheritance;
      if (!Base && D->getTag() != dwarf::DW_TAG_member)
        continue;
      // What the library has in its objects goes by the object's name.
      const bool Named = !Base && !Library && !D->getName().empty();
      visit(D->getBaseType(), Offset + D->getOffsetInBits() / 8,
            Named ? joined(Name, D->getName()) : Name, In, Depth);
    }
  }

  static std::string joined(const std::string &Object, StringRef Member) {
    if (Object.empty())
      return Member.str();
    return Object + (Object == "this" ? "->" : ".") + Member.str();
  }
};

/// One register each, as the runtime stores them.
Names parameters(const Function &F) {
  Names Out;
  const DISubprogram *S = F.getSubprogram();
  // A struct may be passed in several.
  if (!S || !S->getType() || S->getType()->getTypeArray().size() != F.arg_size() + 1)
    return Out;
  for (const DILocalVariable *V : parametersOf(F))
    if (!V->getName().empty())
      Out.try_emplace((V->getArg() - 1) * std::uint32_t(model::PointerBytes), V->getName().str());
  return Out;
}

const DIType *firstTemplateArgument(const DITemplateParameterArray &Of) {
  return Of && Of.size() ? Of[0]->getType() : nullptr;
}

/// The object that a type-erased function is completed with: of executor_function::complete<F>,
/// executor_function::impl<F>.
const DICompositeType *postedClosure(const DISubprogram &Complete, const FieldNames &Classes) {
  const DIType *Function = firstTemplateArgument(Complete.getTemplateParams());
  if (!Function || !Complete.getScope())
    return nullptr;
  for (const DICompositeType *C : Classes.of(className(*Complete.getScope()) + "::impl"))
    if (firstTemplateArgument(C->getTemplateParams()) == Function)
      return C;
  return nullptr;
}

/// By the distance from what the loop points to.
Names membersOf(const DICompositeType *Operation, StringRef Base) {
  std::optional<std::uint64_t> Begin = Operation ? baseOffset(*Operation, Base) : std::nullopt;
  Names Out;
  if (!Begin)
    return Out;
  Members Closure;
  Closure.visit(Operation, 0, {});
  for (const auto &[Offset, Name] : Closure.Found)
    if (Offset >= *Begin)
      Out[std::uint32_t(Offset - *Begin)] = Name;
  return Out;
}

} // namespace

std::vector<model::SlotName> closureNames(const Function &F, model::HandlerKind Kind,
                                          const FieldNames &Classes) {
  const DISubprogram *S = F.getSubprogram();
  Names Found;
  if (Kind == model::HandlerKind::Function)
    Found = parameters(F);
  else if (S && Kind == model::HandlerKind::Posted)
    Found = membersOf(postedClosure(*S, Classes), "impl_base");
  else if (S)
    Found = membersOf(dyn_cast_or_null<DICompositeType>(S->getScope()), "scheduler_operation");
  std::vector<model::SlotName> Out;
  for (const auto &[Offset, Name] : Found)
    Out.push_back({Offset, Name});
  return Out;
}

} // namespace polychrome
