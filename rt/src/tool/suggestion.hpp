//===- tool/suggestion.hpp - What would remove a conflict -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Advice, not proof: chosen from what kind of region a reason is about, how it is
// accessed, and by whom else. It says what to try; the matrix says whether it
// helped.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_SUGGESTION_HPP
#define POLYCHROME_TOOL_SUGGESTION_HPP

#include "pass/model/Program.h"

#include <string>

namespace polychrome::tool {

enum class remedy {
  nothing,     ///< only invocations of one context wait for each other
  counter,     ///< only added to: a polychrome::counter commutes
  constant,    ///< one handler sets what the others read: set it before the loop runs
  session,     ///< everyone writes it before reading it: one for each context
  key,         ///< one object of many: reach it by a pointer in the closure
  shard,       ///< a container for all: several, each with a key
  log,         ///< output: polychrome::log commutes by line
  unpin,       ///< a thread_local variable: nothing that belongs to a thread
  reach,       ///< an access by an untraced pointer: one that the closure leads to
  own_handler, ///< something outside memory: one handler that does only this
  describe,    ///< an unknown function: a model, or its source
  compile,     ///< an unknown override: compile and link everything with the wrapper
  split        ///< too much for one handler
};

struct suggestion {
  remedy what = remedy::nothing;
  std::string text; ///< a sentence without a full stop, beginning in lower case
};

/// For whoever meets this effect.
suggestion suggest(const model::Program &program, const model::HandlerEffect &subject);

/// For one reason of the cell of rows a and b; its indices are into their effects.
suggestion suggest(const model::Program &program, std::uint32_t a, std::uint32_t b,
                   const model::Reason &reason);

/// For a handler that runs alone, because of `why`.
suggestion suggest_alone(const std::string &why);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_SUGGESTION_HPP
