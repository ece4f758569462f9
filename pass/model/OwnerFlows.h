//===- OwnerFlows.h - Which control blocks a shared_ptr may have -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All units' OwnerFlows, closed: from the T of a std::shared_ptr<T> to the classes of the
// control blocks that may have reached it. Sound only if every unit took part.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_OWNERFLOWS_H
#define POLYCHROME_MODEL_OWNERFLOWS_H

#include "pass/model/Summary.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace polychrome::model {

class OwnerFlows {
public:
  explicit OwnerFlows(const std::vector<UnitInfo> &Units);

  /// Type ids of the control blocks' classes; none if it may be any.
  std::set<std::string> blocks(const std::string &Owner) const;

private:
  std::map<std::string, std::set<std::string>> From; ///< by where they lead to
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_OWNERFLOWS_H
