//===- SoleOwners.cpp - Which unique_ptrs are alone -----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/SoleOwners.h"

#include "pass/model/Containers.h"
#include "pass/model/TemplateText.h"

#include <map>

namespace polychrome::model {

SoleOwners::SoleOwners(const std::vector<UnitInfo> &Units) {
  std::map<std::string, std::set<std::string>> To; // by where they come from
  for (const UnitInfo &U : Units)
    for (const OwnerFlow &F : U.Uniques)
      To[F.From].insert(F.To);
  std::vector<std::string> Work{AnyOwner};
  while (!Work.empty()) {
    const std::set<std::string> Next = To[Work.back()];
    Work.pop_back();
    for (const std::string &T : Next)
      if (Others.insert(T).second)
        Work.push_back(T);
  }
}

void SoleOwners::correct(Path &P) const {
  if (Others.empty())
    return;
  for (Load &L : P.Loads)
    if (L.Owning && ownsOneObject(L.Owner) &&
        (Others.count(AnyOwner) || Others.count(std::string(templateArgument(L.Owner, 0))))) {
      L.Owning = false;
      L.Owner.clear();
    }
}

} // namespace polychrome::model
