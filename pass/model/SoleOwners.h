//===- SoleOwners.h - Which unique_ptrs are alone ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All units' UniqueFlows, closed: may a std::unique_ptr<T> have an object that somebody
// else owns, too? Sound only if every unit took part.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_SOLEOWNERS_H
#define POLYCHROME_MODEL_SOLEOWNERS_H

#include "pass/model/Summary.h"

#include <set>
#include <string>
#include <vector>

namespace polychrome::model {

class SoleOwners {
public:
  explicit SoleOwners(const std::vector<UnitInfo> &Units);

  /// Takes ownership from the path's loads of owners that are not alone.
  void correct(Path &P) const;

private:
  std::set<std::string> Others; ///< the Ts
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_SOLEOWNERS_H
