//===- tool/program_trace.cpp - A trace of this program -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/program_trace.hpp"

#include "tool/object_file.hpp"
#include "tool/words.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>

namespace polychrome::tool {
namespace {

simulate::recording read(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  if (in)
    in.peek(); // A folder can be opened.
  if (!in)
    throw input_error(printable(path) + ": cannot be read: " + std::strerror(errno));
  try {
    return simulate::read_recording(in);
  } catch (const simulate::bad_trace &error) {
    throw input_error(printable(path) + ": " + error.what());
  }
}

} // namespace

program_trace read_trace(const linked_file &file, const std::string &path) {
  program_trace result{read(path), {}};
  std::map<std::string, std::size_t> by_name;
  for (std::size_t i = 0; i < result.run.rows.size(); ++i)
    by_name.emplace(result.run.rows[i].name, i);
  for (const model::Row &row : file.program.Rows) {
    const auto found = by_name.find(row.Name);
    if (found == by_name.end())
      throw input_error(printable(path) +
                        ": is of another program, or of another build of it: it "
                        "has no handler " +
                        printable(row.Name));
    result.rows.push_back(found->second);
  }
  return result;
}

} // namespace polychrome::tool
