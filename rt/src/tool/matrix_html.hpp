//===- tool/matrix_html.hpp - The matrix as a page --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One self-contained page that needs no network: a heat map, search, and for each
// cell its reasons with their source. The page's own text is in page/; here is the
// data that it shows.
//
// Two hundred handlers have twenty thousand cells. So everything that repeats is
// written once and numbered, and a cell brings fewer reasons the more cells there
// are; it says how many it has.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_MATRIX_HTML_HPP
#define POLYCHROME_TOOL_MATRIX_HTML_HPP

#include "tool/input.hpp"
#include "tool/measured.hpp"

#include <string>

namespace polychrome::tool {

/// `run`: what a run of the program measured, or null.
std::string matrix_html(const linked_file &file, const std::string &program_path,
                        const measured *run);

/// The page's parts.
extern const char page_html[];
extern const char page_style[];
extern const char page_script[];

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_MATRIX_HTML_HPP
