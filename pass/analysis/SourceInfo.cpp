//===- SourceInfo.cpp - Where an instruction comes from -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/SourceInfo.h"

#include "pass/analysis/Handlers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DebugProgramInstruction.h"
#include "llvm/IR/DiagnosticHandler.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instruction.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Path.h"

#include <algorithm>

using namespace llvm;

namespace polychrome {

namespace {

/// As the compiler was given it, or whole where clang has cut it at a folder that is not
/// the compiler's own: of "/p/a.cpp", compiled in /p/build, it keeps "a.cpp" and "/p".
std::string fileName(const DIFile *File, const DICompileUnit *Unit) {
  if (!File)
    return {};
  SmallString<128> Name(File->getFilename());
  if (!sys::path::is_absolute(Name) && !File->getDirectory().empty() && Unit &&
      File->getDirectory() != Unit->getDirectory()) {
    Name = File->getDirectory();
    sys::path::append(Name, File->getFilename());
  }
  return Name.str().str();
}

model::Location at(const DILocation *L) {
  return {fileName(L->getFile(), L->getScope()->getSubprogram()->getUnit()), L->getLine(),
          L->getColumn()};
}

/// Template machinery between two lines of the user's code explains nothing.
bool isLibrary(StringRef Name) {
  static constexpr StringRef Prefixes[] = {
      "std::", "__gnu_cxx::", "boost::", "boost_asio_", "asio::", "polychrome::",
      // What the demangler does not understand stays as it is.
      "_ZSt", "_ZNSt", "_ZNKSt", "_ZN5boost", "_ZNK5boost", "_ZN9__gnu_cxx"};
  return any_of(Prefixes, [&](StringRef P) { return Name.starts_with(P); });
}

} // namespace

model::Location locationOf(const Instruction &I) {
  const DILocation *L = I.getDebugLoc();
  return L ? at(L) : model::Location();
}

model::Location locationOf(const Function &F) {
  const DISubprogram *S = F.getSubprogram();
  return S ? model::Location{fileName(S->getFile(), S->getUnit()), S->getLine(), 0}
           : model::Location();
}

model::Location locationOf(const GlobalVariable &G) {
  SmallVector<DIGlobalVariableExpression *, 1> Info;
  G.getDebugInfo(Info);
  if (Info.empty())
    return {};
  const DIGlobalVariable *V = Info[0]->getVariable();
  auto Units = G.getParent()->debug_compile_units();
  return {fileName(V->getFile(), Units.empty() ? nullptr : *Units.begin()), V->getLine(), 0};
}

std::string qualifiedName(StringRef Mangled) {
  ItaniumPartialDemangler D;
  std::string Terminated = Mangled.str();
  if (D.partialDemangle(Terminated.c_str())) {
    // A constraint on a template's argument can be more than the demangler understands. The
    // last list of arguments is the function's own, if what is in front of it is a name.
    std::size_t Constraint = StringRef::npos;
    do {
      Constraint = Mangled.substr(0, Constraint).rfind("ITk");
      if (Constraint == StringRef::npos)
        return Mangled.str();
      Terminated =
          (Mangled.substr(0, Constraint) + (Mangled.starts_with("_ZN") ? "Ev" : "v")).str();
    } while (D.partialDemangle(Terminated.c_str()));
  }
  if (!D.isFunction())
    return demangle(Mangled);
  std::size_t Size = 0;
  auto Take = [&](char *Text) {
    std::string S = Text ? Text : "";
    std::free(Text);
    return S;
  };
  std::string Context = Take(D.getFunctionDeclContextName(nullptr, &Size));
  std::string Base = Take(D.getFunctionBaseName(nullptr, &Size));
  return Context.empty() ? Base : Context + "::" + Base;
}

const std::string &SourceNames::qualified(StringRef Mangled) {
  auto [It, New] = Qualified.try_emplace(Mangled);
  if (New)
    It->second = qualifiedName(Mangled);
  return It->second;
}

SourceNames::Name SourceNames::functionOf(const DILocation &L) {
  const DISubprogram *S = L.getScope()->getSubprogram();
  auto [It, New] = Functions.try_emplace(S);
  if (New) {
    StringRef Linkage = S->getLinkageName();
    StringRef Text = qualified(Linkage.empty() ? S->getName() : Linkage);
    It->second = {Text, isLibrary(Text)};
  }
  return It->second;
}

std::vector<model::Frame> SourceNames::callChain(const Instruction &I) {
  std::vector<model::Frame> Out;
  const DILocation *L = I.getDebugLoc();
  if (!L)
    return Out;
  Name Callee = functionOf(*L);
  for (; L->getInlinedAt(); L = L->getInlinedAt()) {
    Name Caller = functionOf(*L->getInlinedAt());
    // Where the user's code enters a library is the line that the user knows.
    if (!Callee.Library || !Caller.Library)
      Out.push_back({Callee.Text.str(), at(L->getInlinedAt())});
    Callee = Caller;
  }
  std::reverse(Out.begin(), Out.end());
  return Out;
}

void dropDebugInfo(Module &M) {
  LLVMContext &C = M.getContext();
  // Any pass's remarks have places, and profiles of samples are matched by lines.
  auto TakesSamples = [](const Function &F) { return F.hasFnAttribute("use-sample-profile"); };
  if (C.getLLVMRemarkStreamer() || C.getDiagHandlerPtr()->isAnyRemarkEnabled() ||
      any_of(M, TakesSamples))
    stripNonLineTableDebugInfo(M);
  else
    StripDebugInfo(M);
}

/// Calls Note with each variable that an instruction says something of.
template <class Callback> static void forVariables(const Instruction &I, Callback Note) {
  for (const DbgVariableRecord &R : filterDbgVars(I.getDbgRecordRange()))
    Note(R.getVariable());
  if (auto *Call = dyn_cast<DbgVariableIntrinsic>(&I))
    Note(Call->getVariable());
}

std::vector<const DILocalVariable *> parametersOf(const Function &F) {
  const DISubprogram *S = F.getSubprogram();
  std::vector<const DILocalVariable *> Out;
  if (!S)
    return Out;
  auto Note = [&](const DILocalVariable *V) {
    if (V && V->getArg() && V->getScope() == S && !is_contained(Out, V))
      Out.push_back(V);
  };
  for (const DINode *N : S->getRetainedNodes())
    Note(dyn_cast_or_null<DILocalVariable>(N));
  for (const Instruction &I : instructions(F))
    forVariables(I, Note);
  return Out;
}

/// As clang does where it optimises.
static void retainParameters(Function &F) {
  DISubprogram *S = F.getSubprogram();
  if (!S || !S->isDistinct() || !S->getRetainedNodes().empty())
    return;
  SmallVector<Metadata *, 4> Kept;
  for (const DILocalVariable *V : parametersOf(F))
    Kept.push_back(const_cast<DILocalVariable *>(V));
  if (!Kept.empty())
    S->replaceRetainedNodes(MDTuple::get(F.getContext(), Kept));
}

void dropVariables(Module &M) {
  for (Function &F : M) {
    retainParameters(F);
    for (BasicBlock &B : F)
      for (Instruction &I : make_early_inc_range(B)) {
        I.dropDbgRecords();
        if (isa<DbgVariableIntrinsic>(I))
          I.eraseFromParent();
      }
  }
}

} // namespace polychrome
