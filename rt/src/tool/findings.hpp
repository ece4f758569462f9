//===- tool/findings.hpp - What the matrix says, as a list ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each thing that keeps handlers from running together, and each assumption that a
// verdict rests on, with a name for it that survives moved lines: what machines
// compare between two builds and show beside the code.
//
// A fingerprint is made of handlers' names, regions and causes. Renaming a handler
// makes its findings new. Lambdas of one function share its name: of findings that are
// alike except for the lambda's number, only how many there are counts.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_FINDINGS_HPP
#define POLYCHROME_TOOL_FINDINGS_HPP

#include "tool/reasons.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace polychrome::tool {

enum class rule : std::uint8_t {
  conflict,         ///< two handlers on one region, whatever their contexts
  context_conflict, ///< two handlers, where they share a context
  exclusive,        ///< a handler runs alone, for one cause
  pinned,           ///< a handler stays on one thread
  assumption        ///< a library model that a handler's effects rest on
};

struct finding {
  rule what = rule::conflict;
  std::uint32_t a = 0;
  std::uint32_t b = 0;     ///< the same row where only one is concerned
  std::string subject;     ///< the region, the cause, or the models file and region
  std::string text;        ///< one sentence
  std::string fingerprint; ///< 16 hexadecimal digits
  model::Reason reason;    ///< the most telling pair, for conflicts
  exclusion cause;         ///< for exclusive
};

/// By rule, then by handlers and subject. Fingerprints are unique.
std::vector<finding> findings_of(const linked_file &file);

/// The handlers of one name, where lambdas of one function have the same.
struct namesakes {
  std::string name;
  std::string fingerprint;         ///< 16 hexadecimal digits
  std::vector<std::uint32_t> rows; ///< ascending
  bool all_alone = false;          ///< none of them runs beside anything
};

/// By name.
std::vector<namesakes> namesakes_of(const linked_file &file);

/// The user's place where a finding is best shown.
model::Location place_of(const linked_file &file, const finding &f);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_FINDINGS_HPP
