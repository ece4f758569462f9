//===- tool/hues.cpp - Handlers that wait for each other ------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/hues.hpp"

#include "llvm/ADT/IntEqClasses.h"

#include <map>

namespace polychrome::tool {

std::vector<std::uint32_t> hues_of(const model::Program &program) {
  llvm::IntEqClasses classes(unsigned(program.Rows.size()));
  for (const model::Cell &cell : program.Cells)
    if (cell.Bits.Global && !program.Rows[cell.A].Exclusive && !program.Rows[cell.B].Exclusive)
      classes.join(cell.A, cell.B);
  std::map<unsigned, std::uint32_t> numbers;
  std::vector<std::uint32_t> hues;
  for (const model::Row &row : program.Rows)
    hues.push_back(row.Exclusive
                       ? no_hue
                       : numbers.emplace(classes.findLeader(row.Id), numbers.size()).first->second);
  return hues;
}

} // namespace polychrome::tool
