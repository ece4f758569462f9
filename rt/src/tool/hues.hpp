//===- tool/hues.hpp - Handlers that wait for each other --------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A hue is a connected component of the handlers under "never together": handlers
// of different hues have nothing to do with each other. A handler that runs alone
// would join all of them, so it has no hue.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_HUES_HPP
#define POLYCHROME_TOOL_HUES_HPP

#include "pass/model/Program.h"

#include <cstdint>
#include <vector>

namespace polychrome::tool {

inline constexpr std::uint32_t no_hue = ~0u;

/// For each row its hue, numbered from 0 by first appearance, or no_hue.
std::vector<std::uint32_t> hues_of(const model::Program &program);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_HUES_HPP
