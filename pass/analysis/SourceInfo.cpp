//===- SourceInfo.cpp - Where an instruction comes from -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/SourceInfo.h"

#include "pass/analysis/Handlers.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instruction.h"
#include "llvm/Support/Path.h"

#include <algorithm>

using namespace llvm;

namespace polychrome {

namespace {

model::Location at(const DILocation *L) {
  SmallString<128> File(L->getFilename());
  if (!sys::path::is_absolute(File) && !L->getDirectory().empty() &&
      L->getDirectory() != L->getScope()->getSubprogram()->getUnit()->getDirectory()) {
    SmallString<128> Full(L->getDirectory());
    sys::path::append(Full, File);
    File = Full;
  }
  return {File.str().str(), L->getLine(), L->getColumn()};
}

/// Template machinery between two lines of the user's code explains nothing.
bool isLibrary(StringRef Name) {
  return Name.starts_with("std::") || Name.starts_with("__gnu_cxx::") ||
         Name.starts_with("boost::") || Name.starts_with("boost_asio_handler") ||
         Name.starts_with("asio::");
}

} // namespace

model::Location locationOf(const Instruction &I) {
  const DILocation *L = I.getDebugLoc();
  return L ? at(L) : model::Location();
}

model::Location locationOf(const Function &F) {
  const DISubprogram *S = F.getSubprogram();
  return S ? model::Location{S->getFilename().str(), S->getLine(), 0} : model::Location();
}

std::string qualifiedName(StringRef Mangled) {
  ItaniumPartialDemangler D;
  std::string Terminated = Mangled.str();
  if (D.partialDemangle(Terminated.c_str()))
    return Terminated;
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

std::vector<model::Frame> callChain(const Instruction &I) {
  std::vector<model::Frame> Out;
  const DILocation *L = I.getDebugLoc();
  for (; L && L->getInlinedAt(); L = L->getInlinedAt()) {
    const DISubprogram *S = L->getScope()->getSubprogram();
    StringRef Linkage = S->getLinkageName();
    std::string Name = qualifiedName(Linkage.empty() ? S->getName() : Linkage);
    if (!isLibrary(Name))
      Out.push_back({Name, at(L->getInlinedAt())});
  }
  std::reverse(Out.begin(), Out.end());
  return Out;
}

} // namespace polychrome
