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

#include "pass/model/Records.h"

#include <limits>

namespace polychrome::model::filled {

inline Location location() { return {"src/chat server.cpp", 41, 9}; }

inline Frame frame() { return {"chat::room::deliver", {"room.cpp", 77, 3}}; }

inline Path path() {
  return {.Kind = Root::Local,
          .Index = 3,
          .Name = "a name",
          .Loads = {{16, true, "class std::vector"}, {UnknownOffset, false, "class chat::room"}},
          .Offset = -24,
          .Span = 40};
}

inline Effect effect() {
  return {.Where = path(),
          .Size = 12,
          .How = Mode::Commute,
          .Tag = {"struct session", "int", 40},
          .Object = "struct session",
          .ObjectOffset = -16,
          .Final = true,
          .At = location(),
          .Via = {frame(), {"main", {"main.cpp", 1, 2}}},
          .Assumed = "models/libc.txt:41",
          .Note = "inline assembly"};
}

inline ValueSet values() {
  return {.Values = {Path::param(1), path(), Path::global("hits")}, .Any = true, .Dropped = true};
}

inline LocalObject local() { return {.Contents = {{-8, values()}, {UnknownOffset, values()}}}; }

inline CallSite call() {
  return {.Id = 5,
          .Kind = CallKind::Virtual,
          .Callee = "_ZTS7session",
          .Slot = 16,
          .Target = values(),
          .Args = {values(), {}},
          .Final = true,
          .Owner = "session",
          .At = location(),
          .Via = {frame()}};
}

inline Predicate predicate() { return {64, 4, 0xffffffffu, 7, "error"}; }

inline Body body() {
  return {.When = predicate(),
          .Effects = {effect(), effect()},
          .Locals = {local()},
          .Stores = {{path(), values()}, {}},
          .Calls = {call()},
          .Posts = {{"handler", values()}},
          .Returns = values(),
          .Published = {path(), {}},
          .PublishedAll = true,
          .Exclusive = true,
          .Pinned = true,
          .Why = "calls fork"};
}

inline Body lastBody() {
  Body B = body();
  B.When = {8, 0, 1, std::numeric_limits<std::uint64_t>::max(), "ok"};
  return B;
}

inline FunctionSummary function() {
  return {.Symbol = "_ZN4chat4room7deliverEv",
          .Name = "chat::room::deliver",
          .At = location(),
          .Kind = HandlerKind::Posted,
          .Strand = true,
          .Bound = {"_ZN4asio11do_completeEv", "_ZN4chat4room7deliverEv", 24, true},
          .Slots = {{16, "this"}, {24, "self"}},
          .NumParams = 5,
          .Bodies = {body(), lastBody()}};
}

inline TypeLayout type() { return {"class chat::room", 96, {{8, 16, "*", "members_"}}}; }

inline GlobalInfo global() {
  return {.Name = "room.cpp:hits",
          .Display = "chat::hits",
          .Type = "struct stats",
          .Size = 24,
          .At = location(),
          .Resources = {"stdout"},
          .OnlyRead = true,
          .LeadsToConstants = true};
}

inline UnitInfo unit() {
  return {.Name = "chat server.cpp",
          .Instrumented = false,
          .Types = {type(), {"struct b", 1, {}}},
          .TbaaTypes = {type()},
          .Globals = {global()},
          .Virtuals = {{"_ZTS7session", 24, "_ZN7session4readEv"}},
          .Owners = {{"base", "session"}},
          .Uniques = {{"base", "session"}},
          .Aliases = {{"hits_too", "hits", 8}}};
}

inline LinkInfo link() { return {.Program = true, .Complete = true, .Plain = {"admin.c"}}; }

} // namespace polychrome::model::filled

#endif // POLYCHROME_TEST_UNIT_MODEL_FILLED_H
