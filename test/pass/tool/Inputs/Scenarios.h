//===- Scenarios.h - Programs made of records -------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the tests of the command show: small programs, written down as the pass
// would summarise them.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TEST_PASS_TOOL_SCENARIOS_H
#define POLYCHROME_TEST_PASS_TOOL_SCENARIOS_H

#include "pass/model/Summary.h"

#include <string>
#include <vector>

namespace polychrome::test {

struct Scenario {
  model::UnitInfo Unit;
  std::vector<model::FunctionSummary> Functions;
};

/// By name; the names are listed in Scenarios.cpp. Null if there is none.
const Scenario *scenario(const std::string &Name);

} // namespace polychrome::test

#endif // POLYCHROME_TEST_PASS_TOOL_SCENARIOS_H
