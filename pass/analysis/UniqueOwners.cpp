//===- UniqueOwners.cpp - Is a std::unique_ptr alone? ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/UniqueOwners.h"

#include "pass/model/TemplateText.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

#include <cstdlib>
#include <map>
#include <set>

using namespace llvm;

namespace polychrome {

namespace {

constexpr StringRef Unique = "std::unique_ptr<";

/// A member function of some std::unique_ptr<T> or std::default_delete<T>.
struct Member {
  std::string Of;                ///< T; AnyOwner if the name is not understood
  std::string Function;          ///< "reset", "operator=", or the class's name
  std::set<std::string> Mention; ///< the Ts of unique_ptrs anywhere in its name
};

Member memberOf(StringRef Name) {
  Member Out;
  std::string Mangled = Name.str(); // outlives what is made of it
  ItaniumPartialDemangler D;
  if (D.partialDemangle(Mangled.c_str())) {
    Out.Of = model::AnyOwner;
    return Out;
  }
  auto Text = [](char *T) {
    std::string S = T ? T : "";
    std::free(T);
    return S;
  };
  std::string Class = Text(D.getFunctionDeclContextName(nullptr, nullptr));
  std::string Whole = Text(D.finishDemangle(nullptr, nullptr));
  Out.Function = Text(D.getFunctionBaseName(nullptr, nullptr));
  Out.Of = model::isPlainTemplateText(Whole) ? std::string(model::templateArgument(Class, 0))
                                             : model::AnyOwner;
  for (size_t At = Whole.find(Unique); At != std::string::npos; At = Whole.find(Unique, At + 1))
    Out.Mention.insert(std::string(model::templateArgument(StringRef(Whole).drop_front(At), 0)));
  return Out;
}

class Flows {
public:
  std::vector<model::OwnerFlow> run(const Module &M) {
    for (const Function &F : M) {
      if (F.getName().starts_with("_ZNKSt14default_deleteI") && !isLibrarys(F))
        add(of(F).Of, model::AnyOwner);
      if (const Member *To = unique(F))
        for (const std::string &From : To->Mention)
          add(To->Of, From);
      Taken.clear();
      for (const Instruction &I : instructions(F))
        if (auto *C = dyn_cast<CallBase>(&I))
          addCall(*C);
    }
    std::vector<model::OwnerFlow> Out;
    for (const auto &[To, From] : All)
      Out.push_back({To, From});
    return Out;
  }

private:
  std::map<std::string, Member> Known;
  std::set<std::pair<std::string, std::string>> All;
  SmallPtrSet<const Value *, 4> Taken; ///< a function's variables that an owner was made from

  const Member &of(const Function &F) {
    auto [It, New] = Known.try_emplace(F.getName().str());
    if (New)
      It->second = memberOf(F.getName());
    return It->second;
  }

  const Member *unique(const Function &F) {
    bool Is = F.getName().starts_with("_ZNSt10unique_ptrI");
    return Is ? &of(F) : nullptr;
  }

  void add(const std::string &To, const std::string &From) {
    if (To != From)
      All.insert({To, From});
  }

  /// The template's own operator(), which deletes, comes from the library's header.
  static bool isLibrarys(const Function &F) {
    const DISubprogram *In = F.getSubprogram();
    return In && In->getFilename().ends_with("bits/unique_ptr.h");
  }

  /// Is the callee given a bare pointer to own?
  void addCall(const CallBase &C) {
    const Function *Callee = C.getCalledFunction();
    const Member *To = Callee ? unique(*Callee) : nullptr;
    if (!To || C.arg_size() < 2 || !C.getArgOperand(1)->getType()->isPointerTy() ||
        C.getParamDereferenceableBytes(1))
      return;
    if (To->Function != "reset" && To->Function != "unique_ptr" && To->Of != model::AnyOwner)
      return;
    SmallPtrSet<const Value *, 8> Seen;
    if (!isOwned(*C.getArgOperand(1), To->Of, Seen))
      add(To->Of, model::AnyOwner);
  }

  /// Is it nobody else's? Notes whose it was.
  bool isOwned(const Value &V, const std::string &To, SmallPtrSetImpl<const Value *> &Seen) {
    if (!Seen.insert(&V).second || isa<ConstantPointerNull, UndefValue>(V))
      return true;
    if (auto *C = dyn_cast<CallBase>(&V)) {
      const Function *Callee = C->getCalledFunction();
      StringRef Name = Callee ? Callee->getName() : "";
      const Member *From = Callee ? unique(*Callee) : nullptr;
      if (From && From->Function == "release") {
        add(To, From->Of);
        return true;
      }
      return Name.starts_with("_Znw") || Name.starts_with("_Zna") || Name.contains("nwEm");
    }
    if (isa<PHINode, SelectInst, GetElementPtrInst, CastInst>(V)) {
      auto &I = cast<User>(V);
      return all_of(I.operands(), [&](const Use &U) {
        return !U->getType()->isPointerTy() || isOwned(*U, To, Seen);
      });
    }
    auto *L = dyn_cast<LoadInst>(&V);
    auto *Variable = L ? dyn_cast<AllocaInst>(L->getPointerOperand()) : nullptr;
    return Variable && Taken.insert(Variable).second && isOwnedVariable(*Variable, To, Seen);
  }

  bool isOwnedVariable(const AllocaInst &A, const std::string &To,
                       SmallPtrSetImpl<const Value *> &Seen) {
    return all_of(A.users(), [&](const User *U) {
      if (auto *S = dyn_cast<StoreInst>(U))
        return S->getPointerOperand() == &A && isOwned(*S->getValueOperand(), To, Seen);
      auto *I = dyn_cast<IntrinsicInst>(U);
      return isa<LoadInst>(U) || (I && (I->isLifetimeStartOrEnd() || isa<DbgInfoIntrinsic>(I)));
    });
  }
};

} // namespace

std::vector<model::OwnerFlow> uniqueFlows(const Module &M) { return Flows().run(M); }

} // namespace polychrome
