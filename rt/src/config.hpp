//===- config.hpp - What the environment asks for --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The POLYCHROME_* variables, read once before main. Pure: the caller gives the
// lookup, prints the error and ends the process.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CONFIG_HPP
#define POLYCHROME_CONFIG_HPP

#include <functional>
#include <string>
#include <string_view>

namespace polychrome {

struct config {
  unsigned threads = 1; ///< the thread that calls run() included
  bool serial = false;  ///< POLYCHROME_POLICY=serial
  bool hue = false;     ///< POLYCHROME_POLICY=hue
  bool strict = false;  ///< POLYCHROME_ORDER=strict
  bool stats = false;
  unsigned watchdog = 0; ///< milliseconds until a handler is named; 0: never
  std::string trace;     ///< the file for POLYCHROME_TRACE; empty: none
  std::string record;    ///< the file for POLYCHROME_RECORD; empty: none
  std::string replay;    ///< the file of POLYCHROME_REPLAY; empty: none
};

/// `get` returns a variable's value or null. `cores` is the default for
/// POLYCHROME_THREADS. On failure returns false and sets error to one line.
bool parse_config(const std::function<const char *(const char *)> &get, unsigned cores, config &out,
                  std::string &error);

/// What a variable's name is. One that is nearly a right name is taken for a slip; any other may
/// belong to something else that is called Polychrome.
enum class name_kind { accepted, misspelt, unknown };

/// Sets `text` to one line if it is not accepted.
name_kind judge_name(std::string_view name, std::string &text);

} // namespace polychrome

#endif // POLYCHROME_CONFIG_HPP
