//===- row_names.hpp - What rows are called on stderr ------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A row's name, and where it is: "session::read (server.cpp:38)". The handler that resumes a
// coroutine is the library's, and which coroutine it is, only the operation knows: then those
// are named that it may be: "coroutine: session::serve (server.cpp:38)".
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ROW_NAMES_HPP
#define POLYCHROME_ROW_NAMES_HPP

#include "pass/model/Program.h"
#include "pass/model/Records.h"

#include <string>
#include <vector>

namespace polychrome {

/// By row.
std::vector<std::string> names_for_people(const model::Program &program,
                                          const model::RecordSet &records);

} // namespace polychrome

#endif // POLYCHROME_ROW_NAMES_HPP
