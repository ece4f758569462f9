//===- tool/sarif_rules.hpp - What the findings mean ------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The identifiers are a promise to whoever filters by them: none changes its
// meaning, none is used again.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_SARIF_RULES_HPP
#define POLYCHROME_TOOL_SARIF_RULES_HPP

namespace polychrome::tool {

struct sarif_rule {
  const char *id;
  const char *name;
  const char *summary;
  const char *help;
  const char *level;
};

/// In the order of `rule`, assumptions left out.
inline constexpr sarif_rule sarif_rules[] = {
    {"PC0001", "ConflictInAnyContext", "Two handlers never run at the same time.",
     "Both handlers access the same memory or resource, and at least one of them changes it, "
     "whatever sessions they belong to. The program is right; these handlers just run one after "
     "the other. Give each session its own copy, make a number that is only added to a "
     "polychrome::counter, set what is settled at the start before the loop runs, or post the "
     "rare part as a handler of its own. `polychrome why` shows both accesses.",
     "warning"},
    {"PC0002", "ConflictInSameContext", "Two handlers wait for each other within one context.",
     "Both handlers access the object that their closures point to. Handlers of different objects "
     "run together, so there is usually nothing to do.",
     "note"},
    {"PC0003", "RunsAlone", "A handler runs alone.",
     "Something in this handler cannot be shown to be independent of the others, so nothing runs "
     "beside it. Compile the function that is not known with polychrome-clang++, describe it in a "
     "models file (--polychrome-models=FILE), or move it into a handler of its own.",
     "warning"},
    {"PC0004", "StaysOnOneThread", "A handler stays on the thread that called run().",
     "The handler can tell on which thread it runs, for instance by a thread_local variable. Keep "
     "such state in the session instead.",
     "note"},
};

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_SARIF_RULES_HPP
