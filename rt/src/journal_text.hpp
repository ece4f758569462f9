//===- journal_text.hpp - How a recording is spelled -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After the heading, a line for each stamping in its domain's order: DOMAIN SOURCE
// CREATORS-DOMAIN CREATORS-TICKET NUMBER; and `DOMAIN withdrawn TICKET`. Then, if the process had
// the time for it, `outstanding SOURCE CREATORS-DOMAIN CREATORS-TICKET NUMBER` for each that has
// not run, and `end` or, if it was by a signal, `signal`. The first version had none of these.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_JOURNAL_TEXT_HPP
#define POLYCHROME_JOURNAL_TEXT_HPP

#include <string_view>

namespace polychrome::journal_text {

inline constexpr std::string_view heading = "polychrome recording 2";
inline constexpr std::string_view first_heading = "polychrome recording 1";
inline constexpr std::string_view outstanding_line = "outstanding ";
inline constexpr std::string_view end_line = "end";
inline constexpr std::string_view signal_line = "signal";

} // namespace polychrome::journal_text

#endif // POLYCHROME_JOURNAL_TEXT_HPP
