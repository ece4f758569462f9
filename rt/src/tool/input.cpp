//===- tool/input.cpp - The program in a file -----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/input.hpp"

#include "pass/model/Link.h"
#include "pass/report/Naming.h"
#include "tool/object_file.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace polychrome::tool {
namespace {

template <class T> void append(std::vector<T> &to, std::vector<T> &from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

object_file merged(std::vector<object_file> objects) {
  object_file all;
  for (object_file &one : objects) {
    append(all.records.Units, one.records.Units);
    append(all.records.Functions, one.records.Functions);
    append(all.records.Links, one.records.Links);
    append(all.sources, one.sources);
    all.records.Complete |= one.records.Complete;
  }
  return all;
}

/// The members of an archive each bring their copy of an inline function; what a
/// linker would throw away is dropped here too. Copies that differ all stay.
void drop_equal_copies(model::RecordSet &records) {
  auto &functions = records.Functions;
  std::sort(functions.begin(), functions.end());
  functions.erase(std::unique(functions.begin(), functions.end()), functions.end());
}

/// Sources that no instrumented unit accounts for, and what the wrapper's link
/// step knew to be plain. Compared by file name: the symbol table has no folders.
std::vector<model::Unit> missing_units(const object_file &found) {
  std::map<std::string, long> unaccounted;
  for (const std::string &source : found.sources)
    ++unaccounted[source];
  for (const model::UnitInfo &unit : found.records.Units)
    --unaccounted[std::filesystem::path(unit.Name.str()).filename()];
  std::set<std::string> names;
  for (const auto &[source, count] : unaccounted)
    if (count > 0)
      names.insert(source);
  for (const model::LinkInfo &link : found.records.Links)
    names.insert(link.Plain.begin(), link.Plain.end());
  std::vector<model::Unit> missing;
  for (const std::string &name : names)
    missing.push_back({name, false});
  return missing;
}

} // namespace

linked_file read_program(const std::string &path) {
  std::vector<object_file> objects = read_objects(path);
  const bool linked = objects.size() == 1;
  object_file found = merged(std::move(objects));
  if (found.records.Units.empty() && found.records.Functions.empty())
    throw input_error(path + ": has no Polychrome summaries: compile it with polychrome-clang++ "
                             "(or polychrome-clang)");
  if (!linked)
    drop_equal_copies(found.records);
  std::vector<model::Unit> missing = missing_units(found);
  linked_file result{
      model::linkExplained(found.records), found.records.Complete, {}, model::Types(found.records)};
  result.records = std::move(found.records);
  for (const model::Row &row : result.program.Rows)
    result.types.noteReuse(row); // As linking did: what conflicts there conflicts here.
  nameForPeople(result.program, result.types);
  for (model::Unit &unit : missing)
    result.program.Units.push_back(std::move(unit));
  auto &units = result.program.Units;
  std::sort(units.begin(), units.end(), [](const auto &a, const auto &b) {
    return std::tie(a.Name, a.Instrumented) < std::tie(b.Name, b.Instrumented);
  });
  return result;
}

} // namespace polychrome::tool
