//===- OwnerFlows.cpp - Which control blocks a shared_ptr may have --------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/OwnerFlows.h"

namespace polychrome::model {

OwnerFlows::OwnerFlows(const std::vector<UnitInfo> &Units) {
  for (const UnitInfo &U : Units)
    for (const OwnerFlow &F : U.Owners)
      From[F.To].insert(F.From);
}

std::set<std::string> OwnerFlows::blocks(const std::string &Owner) const {
  if (From.count(AnyOwner))
    return {};
  std::set<std::string> Out, Seen{Owner};
  std::vector<std::string> Work{Owner};
  while (!Work.empty()) {
    auto It = From.find(Work.back());
    Work.pop_back();
    if (It == From.end())
      continue;
    for (const std::string &Next : It->second) {
      if (Next == AnyOwner)
        return {};
      if (Next.starts_with("_ZTS"))
        Out.insert(Next);
      else if (Seen.insert(Next).second)
        Work.push_back(Next);
    }
  }
  return Out;
}

} // namespace polychrome::model
