//===- tool/usage.hpp - Who does what to a region ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_USAGE_HPP
#define POLYCHROME_TOOL_USAGE_HPP

#include "pass/model/Program.h"

#include <set>
#include <string>

namespace polychrome::tool {

/// Over the whole program. Rows of one place in the source are one handler.
struct usage {
  std::set<std::string> readers, writers; ///< handlers; who writes is no reader
  bool only_added = true;                 ///< each write is half of a `x += n`
  bool by_contexts = true;                ///< each handler has a context as well

  bool counts() const { return only_added && !writers.empty(); }
};

/// Of a global's bytes; or of a field, in whichever instance.
usage usage_of(const model::Program &program, const model::HandlerEffect &effect);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_USAGE_HPP
