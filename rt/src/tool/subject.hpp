//===- tool/subject.hpp - What a reason is about ----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A reason has two accesses. What is said of it, and the advice, are about one of
// them: the one that a change can most easily take out of the way.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_SUBJECT_HPP
#define POLYCHROME_TOOL_SUBJECT_HPP

#include "pass/model/Program.h"

#include <string>

namespace polychrome::tool {

/// "context session::count_" -> "session::count_".
std::string bare(const std::string &region);

/// The same without " (contents)".
std::string variable_of(const std::string &region);

/// The program's output: std::cout and its like, stdout, stdio.
bool is_output(const model::HandlerEffect &effect);

/// Whichever instance, or anything: more than one thing may be meant.
bool is_vague(const model::HandlerEffect &effect);

/// What says nothing to the author: some scalar's type, a library's innards.
bool is_obscure(const model::HandlerEffect &effect);

/// Of two accesses, the one with the lower precedence is the one to speak of; the first one if
/// they are equal.
int precedence(const model::HandlerEffect &effect);

/// That one.
const model::HandlerEffect &subject_of(const model::HandlerEffect &left,
                                       const model::HandlerEffect &right);

/// How far down a list it belongs, which begins with what has a source name and is
/// easy to change.
int effort(const model::HandlerEffect &subject);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_SUBJECT_HPP
