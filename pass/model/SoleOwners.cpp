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

namespace {

/// The parts of a unique_ptr of an array do not all say that it is one.
std::string element(std::string_view Type) {
  Type = Type.substr(0, Type.rfind('['));
  return std::string(Type.substr(0, Type.find_last_not_of(' ') + 1));
}

} // namespace

SoleOwners::SoleOwners(const std::vector<UnitInfo> &Units) {
  std::map<std::string, std::set<std::string>> To; // by where they come from
  for (const UnitInfo &U : Units)
    for (const OwnerFlow &F : U.Uniques)
      To[element(F.From)].insert(element(F.To));
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
        (Others.count(AnyOwner) || Others.count(element(templateArgument(L.Owner, 0))))) {
      L.Owning = false;
      L.Owner.clear();
    }
}

} // namespace polychrome::model
