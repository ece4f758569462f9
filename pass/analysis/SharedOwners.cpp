//===- SharedOwners.cpp - Which objects a std::shared_ptr may own ---------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/SharedOwners.h"

#include "pass/analysis/CopyFunction.h"
#include "pass/model/TemplateText.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

#include <cstdlib>
#include <map>
#include <memory>
#include <set>

using namespace llvm;

namespace polychrome {

namespace {

constexpr StringRef NoteKind = "polychrome.released";

/// Templates whose first argument is a T, as they are mangled within std and as they are
/// demangled.
constexpr std::pair<StringRef, StringRef> Owners[] = {
    {"12__shared_ptrI", "__shared_ptr<"},
    {"10shared_ptrI", "shared_ptr<"},
    {"10__weak_ptrI", "__weak_ptr<"},
    {"8weak_ptrI", "weak_ptr<"},
    {"23enable_shared_from_thisI", "enable_shared_from_this<"},
    {"25__enable_shared_from_thisI", "__enable_shared_from_this<"}};

bool isMemberOf(StringRef Mangled, StringRef Class) {
  return (Mangled.consume_front("_ZNSt") || Mangled.consume_front("_ZNKSt")) &&
         Mangled.starts_with(Class);
}

bool isOwnersMember(const Function &F) {
  return any_of(Owners, [&](auto &O) { return isMemberOf(F.getName(), O.first); });
}

/// The functions through which those hold and pass on control blocks.
bool isCount(const Function &F) {
  return isMemberOf(F.getName(), "14__shared_countI") || isMemberOf(F.getName(), "12__weak_countI");
}

/// A control block's own: _Sp_counted_base, _Sp_counted_ptr_inplace and so on.
bool isBlock(StringRef Mangled) {
  if (!Mangled.consume_front("_ZNSt") && !Mangled.consume_front("_ZNKSt"))
    return false;
  return Mangled.drop_while([](char C) { return C >= '0' && C <= '9'; })
      .starts_with("_Sp_counted_");
}

bool isBlockVtable(StringRef Mangled) {
  return Mangled.consume_front("_ZTV") && isBlock(("_ZN" + Mangled).str()) &&
         !Mangled.starts_with("St16_Sp_counted_base");
}

/// What a member function's name says.
struct Names {
  std::string Class;             ///< the T that it is a member for; AnyOwner: not understood
  std::set<std::string> Mention; ///< the Ts of shared_ptrs and weak_ptrs anywhere in it
  bool TakesCount = false;       ///< a parameter is a bare count
};

/// Every T of an owner's template that the text mentions.
void addMentions(StringRef Text, std::set<std::string> &Out) {
  for (auto &[Mangled, Template] : Owners)
    for (size_t At = Text.find(Template); At != StringRef::npos; At = Text.find(Template, At + 1))
      Out.insert(std::string(model::templateArgument(Text.drop_front(At), 0)));
}

Names namesIn(const Function &F) {
  Names Out;
  if (!isOwnersMember(F))
    return Out;
  std::string Mangled = F.getName().str(); // outlives what is made of it
  ItaniumPartialDemangler D;
  if (D.partialDemangle(Mangled.c_str())) {
    Out.Class = model::AnyOwner;
    return Out;
  }
  using Text = std::unique_ptr<char, decltype(&std::free)>;
  Text Class(D.getFunctionDeclContextName(nullptr, nullptr), &std::free);
  Text Whole(D.finishDemangle(nullptr, nullptr), &std::free);
  Text Params(D.isFunction() ? D.getFunctionParameters(nullptr, nullptr) : nullptr, &std::free);
  if (!Class || !Whole || !model::isPlainTemplateText(Whole.get())) {
    Out.Class = model::AnyOwner;
    return Out;
  }
  Out.Class = model::templateArgument(Class.get(), 0);
  addMentions(Whole.get(), Out.Mention);
  StringRef P = Params ? Params.get() : "";
  Out.TakesCount = P.contains("std::__shared_count<") || P.contains("std::__weak_count<");
  return Out;
}

/// One unit's flows.
class Flows {
public:
  explicit Flows(const Module &M) {
    for (const Function &F : M)
      if (isOwnersMember(F))
        Known.emplace(&F, namesIn(F));
    for (const Function &F : M)
      addCalls(F);
    for (const auto &[F, N] : Known) {
      if (N.Class == model::AnyOwner)
        All.insert({model::AnyOwner, model::AnyOwner});
      for (const std::string &From : N.Mention)
        add(N.Class, From);
    }
  }

  std::vector<model::OwnerFlow> take() {
    std::vector<model::OwnerFlow> Out;
    for (const auto &[To, From] : All)
      Out.push_back({To, From});
    return Out;
  }

private:
  std::map<const Function *, Names> Known;
  std::set<std::pair<std::string, std::string>> All;

  void add(const std::string &To, const std::string &From) {
    if (To != From)
      All.insert({To, From});
  }

  void addCalls(const Function &F);
  void addBlocks(const Function &Makes, const std::string &To, SmallPtrSetImpl<const Function *> &);
};

/// Where a bare count is handed to a member, it comes from the caller's class; where one
/// is constructed, the control blocks that are made there are the class's.
void Flows::addCalls(const Function &F) {
  auto Mine = Known.find(&F);
  for (const Instruction &I : instructions(F)) {
    auto *C = dyn_cast<CallBase>(&I);
    const Function *Callee = C ? C->getCalledFunction() : nullptr;
    if (!Callee)
      continue;
    auto Theirs = Known.find(Callee);
    if (Theirs != Known.end() && Theirs->second.TakesCount)
      add(Theirs->second.Class, Mine == Known.end() ? model::AnyOwner : Mine->second.Class);
    if (Mine == Known.end() || !isCount(*Callee))
      continue;
    SmallPtrSet<const Function *, 8> Seen;
    addBlocks(*Callee, Mine->second.Class, Seen);
  }
}

/// The vtables of the control blocks that a count's function, or what it calls of such,
/// makes.
void Flows::addBlocks(const Function &Makes, const std::string &To,
                      SmallPtrSetImpl<const Function *> &Seen) {
  if (!Seen.insert(&Makes).second)
    return;
  // A copy of another count, or a release: none is made. What another unit instantiates
  // is seen there only if its caller is, too.
  if (Makes.isDeclaration() && isCount(Makes) && Makes.getName().contains("C2I"))
    add(To, model::AnyOwner);
  for (const Instruction &I : instructions(Makes)) {
    if (auto *C = dyn_cast<CallBase>(&I))
      if (const Function *F = C->getCalledFunction(); F && (isCount(*F) || isBlock(F->getName())))
        addBlocks(*F, To, Seen);
    for (const Use &U : I.operands()) {
      auto *G = dyn_cast<GlobalVariable>(U->stripInBoundsConstantOffsets());
      if (G && isBlockVtable(G->getName()))
        add(To, ("_ZTS" + G->getName().drop_front(4)).str());
    }
  }
}

/// Copies of one count's functions for each class.
class Separator {
public:
  explicit Separator(Module &Copy) : M(Copy) {}

  std::vector<Function *> run() {
    std::vector<Function *> Members;
    for (Function &F : M)
      if (!F.isDeclaration() && isOwnersMember(F))
        Members.push_back(&F);
    for (Function *F : Members)
      if (std::string Class = namesIn(*F).Class; Class != model::AnyOwner)
        separate(*F, Class);
    return std::move(Copies);
  }

private:
  Module &M;
  std::map<std::pair<Function *, std::string>, Function *> Known;
  std::vector<Function *> Copies;

  void separate(Function &F, const std::string &Class);
  Function *copyFor(Function &F, const std::string &Class);
};

void Separator::separate(Function &F, const std::string &Class) {
  MDNode *Note = nullptr;
  for (Instruction &I : instructions(F)) {
    auto *C = dyn_cast<CallBase>(&I);
    Function *Callee = C ? C->getCalledFunction() : nullptr;
    if (!Callee)
      continue;
    if (isCount(*Callee) && !Callee->isDeclaration())
      C->setCalledFunction(copyFor(*Callee, Class));
    if (!isBlock(Callee->getName()))
      continue;
    if (!Note)
      Note = MDNode::get(M.getContext(), MDString::get(M.getContext(), Class));
    C->setMetadata(NoteKind, Note);
  }
}

Function *Separator::copyFor(Function &F, const std::string &Class) {
  auto [It, New] = Known.try_emplace({&F, Class}, nullptr);
  if (!New)
    return It->second;
  ValueToValueMapTy Map;
  Function *Out = copyFunction(F, Map);
  Out->setName(F.getName() + ".of." + Twine(Copies.size()));
  Out->setComdat(nullptr);
  Out->setLinkage(GlobalValue::InternalLinkage);
  It->second = Out;
  Copies.push_back(Out);
  separate(*Out, Class);
  return Out;
}

} // namespace

std::vector<model::OwnerFlow> ownerFlows(const Module &M, bool StrictAliasing) {
  if (!StrictAliasing)
    return {{model::AnyOwner, model::AnyOwner}};
  return Flows(M).take();
}

std::vector<Function *> separateReleases(Module &M) { return Separator(M).run(); }

std::string releasedBy(const CallBase &C) {
  const MDNode *Note = C.getMetadata(NoteKind);
  return Note ? cast<MDString>(Note->getOperand(0))->getString().str() : std::string();
}

} // namespace polychrome
