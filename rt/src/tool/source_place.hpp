//===- tool/source_place.hpp - Whose code is this? --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The programmer's own lines explain a conflict; the library's lines that they led
// to are detail.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_SOURCE_PLACE_HPP
#define POLYCHROME_TOOL_SOURCE_PLACE_HPP

#include "pass/model/Summary.h"

#include <string>
#include <vector>

namespace polychrome::tool {

/// An access as its author sees it.
struct user_access {
  /// The last line of the user's on the way, or the access itself if there is none.
  model::Location at;
  /// The user's functions called on the way, outermost first, with the calls' places.
  std::vector<model::Frame> calls;
  /// The library's function that `at` calls, if the access is not there itself.
  std::string through;
  bool of_user = false; ///< `at` is the user's
};

user_access as_user_sees(const model::Effect &effect);

/// The same as as_user_sees(effect).of_user.
bool is_of_user(const model::Effect &effect);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_SOURCE_PLACE_HPP
