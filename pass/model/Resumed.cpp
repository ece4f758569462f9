//===- Resumed.cpp - Which coroutines a handler may resume ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Resumed.h"

#include <set>
#include <utility>

namespace polychrome::model {

namespace {

constexpr std::string_view Resumption = "coroutines: ";
constexpr std::string_view IfCalled = "coroutine if called: ";

/// The class of coroutines that a virtual call resumes, by its name or that of an override.
std::string_view resumedClass(std::string_view Id) {
  if (Id.starts_with(IfCalled))
    Id.remove_prefix(Id.find('\n') + 1);
  return Id.starts_with(Resumption) ? Id : std::string_view();
}

} // namespace

Resumptions::Resumptions(const RecordSet &Records) {
  for (const auto &[F, Address] : Records.Functions)
    BySymbol.emplace(F.Symbol, &F);
  for (const UnitInfo &U : Records.Units)
    for (const VirtualEntry &V : U.Virtuals) {
      const std::string_view Class = resumedClass(V.TypeId);
      if (Class.empty())
        continue;
      if (const auto Found = BySymbol.find(V.Symbol); Found != BySymbol.end())
        OfClass[Class].push_back(Found->second);
    }
}

std::vector<const FunctionSummary *> Resumptions::by(const std::string &Handler) const {
  std::set<std::string_view> Seen{Handler};
  std::vector<std::string_view> Left{Handler};
  std::map<std::pair<Location, std::string_view>, const FunctionSummary *> Out;
  while (!Left.empty()) {
    const auto Found = BySymbol.find(Left.back());
    Left.pop_back();
    if (Found == BySymbol.end())
      continue;
    for (const Body &B : Found->second->Bodies)
      for (const CallSite &C : B.Calls) {
        if (const auto Class = OfClass.find(C.Callee); Class != OfClass.end())
          for (const FunctionSummary *F : Class->second)
            Out.try_emplace({F->At, F->Name}, F);
        else if (C.Kind == CallKind::Direct && Seen.insert(C.Callee).second)
          Left.push_back(C.Callee);
      }
  }
  std::vector<const FunctionSummary *> All;
  for (const auto &[Name, F] : Out)
    All.push_back(F);
  return All;
}

} // namespace polychrome::model
