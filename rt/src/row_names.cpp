//===- row_names.cpp - What rows are called on stderr ------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/row_names.hpp"

#include "pass/model/Resumed.h"
#include "pass/report/LibraryNames.h"

namespace polychrome {

namespace {

constexpr std::size_t most_coroutines = 4;

std::string with_place(const std::string &name, const model::Location &at) {
  return at.Line == 0 ? name : name + " (" + at.File + ":" + std::to_string(at.Line) + ")";
}

/// "a, b or c"; of too many the first ones, and how many more.
std::string alternatives(const std::vector<std::string> &names) {
  const std::size_t shown = names.size() > most_coroutines ? most_coroutines - 1 : names.size();
  const std::size_t more = names.size() - shown;
  std::string text;
  for (std::size_t n = 0; n < shown; ++n)
    text += (n == 0 ? "" : n + 1 < shown || more != 0 ? ", " : " or ") + names[n];
  return more == 0 ? text : text + " or one of " + std::to_string(more) + " others";
}

} // namespace

std::vector<std::string> names_for_people(const model::Program &program,
                                          const model::RecordSet &records) {
  const model::Resumptions resumptions(records);
  std::vector<std::string> all;
  for (const model::Row &row : program.Rows) {
    std::vector<std::string> coroutines;
    if (inLibrary(row.At))
      for (const model::FunctionSummary *c : resumptions.by(row.Symbol))
        if (!inLibrary(c->At))
          coroutines.push_back(with_place(c->Name, c->At));
    all.push_back(coroutines.empty() ? with_place(row.Name, row.At)
                                     : row.Name + ": " + alternatives(coroutines));
  }
  return all;
}

} // namespace polychrome
