//===- ContainerLoads.cpp - Pointers that containers keep -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/ContainerLoads.h"

#include "pass/analysis/AddressNotes.h"
#include "pass/analysis/SourceInfo.h"
#include "pass/model/Containers.h"

#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"

#include <cstdlib>

using namespace llvm;

namespace polychrome {

namespace {

constexpr StringRef NoteKind = "polychrome.container";
constexpr StringRef VectorKind = "polychrome.vector";
constexpr StringRef LibraryKind = "polychrome.library";
constexpr StringRef NumberKind = "polychrome.number";
constexpr StringRef BucketOf = "bucket of ";
constexpr StringRef Begins = "begins";

/// Classes that follow links or slots, as they are mangled within std.
constexpr StringRef Classes[] = {"8_Rb_treeI",
                                 "17_Rb_tree_iteratorI",
                                 "23_Rb_tree_const_iteratorI",
                                 "10_HashtableI",
                                 "8__detail10_Hash_nodeI",
                                 "8__detail19_Node_iterator_baseI",
                                 "8__detail16_Hashtable_allocI",
                                 "8__detail9_Map_baseI",
                                 "7__cxx114listI",
                                 "7__cxx1110_List_baseI",
                                 "14_List_iteratorI",
                                 "20_List_const_iteratorI",
                                 "12forward_listI",
                                 "14_Fwd_list_baseI",
                                 "18_Fwd_list_iteratorI",
                                 "24_Fwd_list_const_iteratorI",
                                 "5dequeI",
                                 "11_Deque_baseI",
                                 "15_Deque_iteratorI",
                                 "10unique_ptrI",
                                 "15__uniq_ptr_implI"};

/// Does the class own an object, by no other means than delete?
bool ownsObject(StringRef Class) {
  return (Class.starts_with("std::unique_ptr<") || Class.starts_with("std::__uniq_ptr_impl<")) &&
         Class.contains(", std::default_delete<");
}

/// The class that F is a member of, if its mangled name within std begins like one of these.
std::string classAmong(const Function &F, ArrayRef<StringRef> Known) {
  StringRef Name = F.getName();
  if (!Name.consume_front("_ZNSt") && !Name.consume_front("_ZNKSt"))
    return {};
  if (none_of(Known, [&](StringRef C) { return Name.starts_with(C); }))
    return {};
  std::string Mangled = F.getName().str(); // outlives what is made of it
  ItaniumPartialDemangler D;
  if (D.partialDemangle(Mangled.c_str()))
    return {};
  char *Class = D.getFunctionDeclContextName(nullptr, nullptr);
  std::string Out = Class ? Class : "";
  std::free(Class);
  return Out;
}

/// Members that give a deque its first storage.
bool begins(const Function &F) {
  return F.getName().contains("17_M_initialize_map") || F.getName().contains("15_M_create_nodes");
}

} // namespace

std::set<std::string, std::less<>> dequesOfOtherAllocators(const Module &M) {
  constexpr StringRef Deques[] = {"5dequeI", "11_Deque_baseI"};
  std::set<std::string, std::less<>> Out;
  for (const Function &F : M)
    if (std::string Class = classAmong(F, Deques);
        !Class.empty() && !model::hasUsualAllocator(Class))
      Out.emplace(model::elementsOf(Class));
  return Out;
}

void noteContainerLoads(Function &F, const std::set<std::string, std::less<>> &OtherDeques) {
  std::string Class = classAmong(F, Classes);
  std::string_view Elements = Class.empty() ? std::string_view() : model::elementsOf(Class);
  if ((Elements.empty() && !ownsObject(Class)) || !model::hasUsualAllocator(Class))
    return;
  if (StringRef(Class).starts_with("std::_Deque_iterator<") && OtherDeques.contains(Elements))
    return;
  LLVMContext &C = F.getContext();
  unsigned Kind = C.getMDKindID(NoteKind);
  MDNode *Note = MDNode::get(C, {MDString::get(C, Class), MDString::get(C, Elements),
                                 MDString::get(C, begins(F) ? Begins : "")});
  for (Instruction &I : instructions(F)) {
    const Value *Address = getLoadStorePointerOperand(&I);
    if (isa<CallBase>(I) ||
        (Address && getLoadStoreType(&I)->isPointerTy() && !isa<AllocaInst>(Address)))
      I.setMetadata(Kind, Note);
  }
}

std::string bucketOf(const Instruction &I, const model::TypeTag &Tag) {
  const MDNode *Note = I.getMetadata(NoteKind);
  const Value *Address = getLoadStorePointerOperand(&I);
  auto *Slot = dyn_cast_or_null<GetElementPtrInst>(Address);
  if (!Note || !Slot || !Tag.Base.empty() || Tag.Access.empty() ||
      !Slot->getSourceElementType()->isPointerTy())
    return {};
  auto Text = [&](unsigned N) { return cast<MDString>(Note->getOperand(N))->getString(); };
  if (!Text(0).starts_with("std::_Hashtable<") || Text(1).contains('*'))
    return {};
  return (BucketOf + Text(1)).str();
}

namespace {

/// The vector of whose pointers S consists: of structs in class templates IR's names do have
/// arguments. Empty for other structs.
std::string vectorOf(const StructType &S) {
  constexpr StringRef Vector = "struct.std::_Vector_base<", Impl = "::_Vector_impl";
  StringRef Name = S.hasName() ? S.getName() : "";
  std::size_t End = Name.rfind(Impl);
  if (!Name.starts_with(Vector) || End == StringRef::npos)
    return {};
  StringRef Base = Name.take_front(End).drop_front(StringRef("struct.").size());
  return model::hasUsualAllocator(Base) ? Base.str() : std::string();
}

} // namespace

void noteVectors(Function &F) {
  LLVMContext &C = F.getContext();
  for (Instruction &I : make_early_inc_range(instructions(F))) {
    auto *G = dyn_cast<GetElementPtrInst>(&I);
    auto *S = G ? dyn_cast<StructType>(G->getSourceElementType()) : nullptr;
    if (!S || none_of(G->users(), [](const User *U) { return isa<CallBase>(U); }))
      continue;
    std::string Vector = vectorOf(*S);
    if (Vector.empty())
      continue;
    IRBuilder<> Here(G->getNextNode());
    noteAddress(Here, G->hasAllZeroIndices() ? G->getPointerOperand() : G, VectorKind,
                MDNode::get(C, MDString::get(C, Vector)));
  }
}

void noteLibraryLoads(Function &F) {
  constexpr StringRef Prefixes[] = {"_ZNSt", "_ZNKSt", "_ZSt", "_ZN9__gnu_cxx", "_ZNK9__gnu_cxx"};
  if (none_of(Prefixes, [&](StringRef P) { return F.getName().starts_with(P); }))
    return;
  LLVMContext &C = F.getContext();
  for (Instruction &I : instructions(F))
    if (isa<LoadInst>(I))
      I.setMetadata(LibraryKind, MDNode::get(C, {}));
}

void noteNumbersOfText(Function &F) {
  StringRef Name = F.getName();
  // What member templates are given is the program's.
  if (!Name.consume_front("_ZN") || Name.contains("T_"))
    return;
  Name.consume_front("K");
  constexpr StringRef Strings[] = {"St7__cxx1112basic_stringI", "St17basic_string_viewI"};
  constexpr StringRef CharacterTypes[] = {"c", "w", "Du", "Ds", "Di"};
  const bool Traits = Name.consume_front("St11char_traitsI");
  if (!Traits && none_of(Strings, [&](StringRef Class) { return Name.consume_front(Class); }))
    return;
  if (none_of(CharacterTypes, [&](StringRef Type) { return Name.starts_with(Type); }))
    return;
  LLVMContext &C = F.getContext();
  for (Instruction &I : instructions(F))
    if ((Traits && isa<MemTransferInst>(I)) ||
        (isa<LoadInst, StoreInst>(I) && getLoadStoreType(&I)->isIntegerTy()))
      I.setMetadata(NumberKind, MDNode::get(C, {}));
}

bool isNumberOfText(const Instruction &I) { return I.getMetadata(NumberKind) != nullptr; }

bool isLibraryCode(const Instruction &I) { return I.getMetadata(LibraryKind) != nullptr; }

namespace {

/// The vector of which it has been said before L, in its block, that it lies at L's address.
std::string vectorNotedAt(const LoadInst &L) {
  for (const User *U : L.getPointerOperand()->users()) {
    auto *I = dyn_cast<Instruction>(U);
    if (!I || I->getParent() != L.getParent() || !I->comesBefore(&L))
      continue;
    if (std::optional<AddressNote> N = addressNote(*I, VectorKind))
      return cast<MDString>(N->What->getOperand(0))->getString().str();
  }
  return {};
}

/// The vector within S in which Offset lies.
std::string vectorIn(const StructType *S, std::uint64_t Offset, const DataLayout &DL) {
  while (S && !S->isOpaque()) {
    if (std::string Found = vectorOf(*S); !Found.empty())
      return Found;
    const StructLayout *Layout = DL.getStructLayout(const_cast<StructType *>(S));
    if (Offset >= Layout->getSizeInBytes())
      return {};
    unsigned I = Layout->getElementContainingOffset(Offset);
    Offset -= Layout->getElementOffset(I);
    Type *Member = S->getElementType(I);
    while (auto *A = dyn_cast<ArrayType>(Member)) {
      Member = A->getElementType();
      Offset %= DL.getTypeAllocSize(Member).getFixedValue();
    }
    S = dyn_cast<StructType>(Member);
  }
  return {};
}

/// The vector of which the load's address is a member. Iterators are made from references
/// to its pointers, and read them as any pointer.
std::string vectorAt(const LoadInst &L) {
  const DataLayout &DL = L.getModule()->getDataLayout();
  const Value *Address = L.getPointerOperand();
  APInt Offset(64, 0);
  while (auto *G = dyn_cast<GEPOperator>(Address)) {
    if (!G->accumulateConstantOffset(DL, Offset) || Offset.isNegative())
      return {};
    if (auto *S = dyn_cast<StructType>(G->getSourceElementType()))
      if (std::string Found = vectorIn(S, Offset.getZExtValue(), DL); !Found.empty())
        return Found;
    Address = G->getPointerOperand();
  }
  return vectorNotedAt(L);
}

} // namespace

std::string containerOf(const LoadInst &L, const std::string &Base, bool Owns) {
  const MDNode *Note = L.getMetadata(NoteKind);
  if (!Note && Base.empty() && L.getType()->isPointerTy() && L.getMetadata(LLVMContext::MD_tbaa))
    return vectorAt(L);
  if (!Note)
    return Owns ? Base : std::string();
  auto Text = [&](unsigned N) { return cast<MDString>(Note->getOperand(N))->getString(); };
  if (ownsObject(Text(0)))
    return Text(0).str();
  if (Owns)
    return StringRef(Base).contains('<') ? Base : (Base + "<" + Text(1) + ">").str();
  bool Bucket = StringRef(Base).starts_with(BucketOf);
  if ((!Base.empty() && !Bucket) || Text(1).contains('*'))
    return {};
  if (Text(0).starts_with("std::_Hashtable<"))
    return ("std::__detail::_Hash_node_base<" + Text(1) + ">").str();
  bool Slot = Text(0).contains("deque<") || Text(0).starts_with("std::_Deque_");
  return Slot ? Text(0).str() : std::string();
}

std::string classOf(const CallBase &C) {
  std::string Class = qualifiedName(C.getCalledFunction()->getName());
  Class.resize(std::min(Class.size(), Class.rfind("::")));
  return containerOf(C, std::move(Class));
}

std::string growingContainer(const CallBase &C) {
  const MDNode *Note = C.getMetadata(NoteKind);
  auto Text = [&](unsigned N) { return cast<MDString>(Note->getOperand(N))->getString(); };
  return Note && Text(2) != Begins ? Text(0).str() : std::string();
}

std::string containerOf(const CallBase &C, std::string Class) {
  const MDNode *Note = C.getMetadata(NoteKind);
  StringRef Callee = C.getCalledFunction()->getName();
  StringRef Node = Callee.starts_with("_ZSt") && Callee.contains("_Rb_tree_")
                       ? "std::_Rb_tree_node_base"
                   : Callee.contains("15_List_node_base") ? "std::__detail::_List_node_base"
                                                          : "";
  if (Node.empty() || !Note)
    return Class;
  return (Node + "<" + cast<MDString>(Note->getOperand(1))->getString() + ">").str();
}

} // namespace polychrome
