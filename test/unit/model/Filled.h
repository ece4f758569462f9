//===- Filled.h - Values whose every field is set ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Samples for the tests of the record format. No field of any struct in
// Summary.h or Path.h is left at its default, so a reader or writer that loses
// one gives a value that compares unequal. The structured bindings in
// Records.cpp see to it that a new field reaches the codec; filling it in here
// is what tests it.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TEST_UNIT_MODEL_FILLED_H
#define POLYCHROME_TEST_UNIT_MODEL_FILLED_H

#include "pass/model/Summary.h"

#include <limits>

namespace polychrome::model::filled {

inline Location location() { return {"src/chat server.cpp", 41, 9}; }

inline Frame frame() { return {"chat::room::deliver", {"room.cpp", 77, 3}}; }

inline Path path() {
  return {
      Root::Local, 3,
      "a name",    {{16, true, "class std::vector"}, {UnknownOffset, false, "class chat::room"}},
      -24,         40};
}

inline Effect effect() {
  return {path(),
          12,
          Mode::Commute,
          {"struct session", "int", 40},
          "struct session",
          -16,
          true,
          location(),
          {frame(), {"main", {"main.cpp", 1, 2}}},
          "models/libc.txt:41",
          "inline assembly"};
}

inline ValueSet values() { return {{Path::param(1), path(), Path::global("hits")}, true}; }

inline LocalObject local() { return {{{-8, values()}, {UnknownOffset, values()}}}; }

inline CallSite call() {
  return {CallKind::Virtual, "_ZTS7session", 16, values(), {values(), {}}, location(), {frame()}};
}

inline Predicate predicate() { return {64, 4, 0xffffffffu, 7, "error"}; }

inline Body body() {
  return {predicate(), {effect(), effect()}, {local()}, {call()}, values(), values(), true,
          true,        "calls fork"};
}

inline Body lastBody() {
  Body B = body();
  B.When = {8, 0, 1, std::numeric_limits<std::uint64_t>::max(), "ok"};
  return B;
}

inline FunctionSummary function() {
  return {"_ZN4chat4room7deliverEv", "chat::room::deliver", location(), HandlerKind::Posted, 5,
          {body(), lastBody()}};
}

inline TypeLayout type() { return {"class chat::room", 96, {{8, 16, "*", "members_"}}}; }

inline GlobalInfo global() {
  return {"room.cpp:hits", "chat::hits", "struct stats", 24, location()};
}

inline UnitInfo unit() {
  return {"chat server.cpp",
          false,
          {type(), {"struct b", 1, {}}},
          {type()},
          {global()},
          {{"_ZTS7session", 24, "_ZN7session4readEv"}},
          {{"callback", "void (ptr, i64)"}}};
}

} // namespace polychrome::model::filled

#endif // POLYCHROME_TEST_UNIT_MODEL_FILLED_H
