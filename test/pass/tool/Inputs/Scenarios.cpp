//===- Scenarios.cpp - Programs made of records ---------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Scenarios.h"

#include <map>

using namespace polychrome::model;

namespace polychrome::test {
namespace {

/// A function handler whose only parameter is its context, a `struct conn *`.
FunctionSummary handler(std::string Name, Location At, std::vector<Effect> Effects) {
  FunctionSummary F;
  F.Symbol = Name;
  F.Name = std::move(Name);
  F.At = std::move(At);
  F.Kind = HandlerKind::Function;
  F.NumParams = 1;
  F.Bodies.emplace_back().Effects = std::move(Effects);
  return F;
}

Effect access(Mode How, Path Where, std::uint32_t Line) {
  Effect E;
  E.Where = std::move(Where);
  E.Size = 4;
  E.How = How;
  E.At = {"poster.c", Line, 3};
  return E;
}

Effect writesGlobal(std::string Name, std::uint32_t Line) {
  return access(Mode::Write, Path::global(std::move(Name)), Line);
}

Effect field(Mode How, std::int64_t Offset, std::uint32_t Line) {
  Effect E = access(How, Path::param(0).plus(Offset), Line);
  E.Object = "struct conn";
  return E;
}

UnitInfo unit(std::string Name, const std::vector<std::string> &Globals) {
  UnitInfo U;
  U.Name = std::move(Name);
  U.Types = {{"struct conn", 12, {{0, 4, "", "x"}, {4, 4, "", "y"}, {8, 4, "", "z"}}}};
  for (const std::string &G : Globals)
    U.Globals.push_back({G, G, "", 4, {"poster.c", 1, 5}, {}});
  return U;
}

/// The poster's four handlers; the lines are those of Inputs/poster.c.
Scenario poster() {
  return {unit("poster.c", {"ga", "gb", "gc"}),
          {handler("A", {"poster.c", 9, 6}, {writesGlobal("ga", 10), field(Mode::Write, 0, 11)}),
           handler("B", {"poster.c", 14, 6},
                   {writesGlobal("gb", 15), field(Mode::Read, 0, 16), field(Mode::Write, 4, 17)}),
           handler("C", {"poster.c", 20, 6}, {writesGlobal("gc", 21)}),
           handler("D", {"poster.c", 24, 6},
                   {writesGlobal("gb", 25), field(Mode::Read, 0, 26), field(Mode::Write, 8, 27)})}};
}

/// One handler that conflicts with itself alone, called through two functions.
Scenario chain() {
  Effect E = writesGlobal("hits", 15);
  E.Via = {{"log_request", {"poster.c", 10, 3}}, {"count", {"poster.c", 11, 3}}};
  E.Assumed = "models/libc.txt:41";
  return {unit("chain.c", {"hits"}), {handler("on_request", {"poster.c", 9, 6}, {E})}};
}

/// Without line tables.
Scenario bare() {
  Scenario S = chain();
  FunctionSummary &F = S.Functions[0];
  F.At = {};
  F.Bodies[0].Effects[0].At = {};
  F.Bodies[0].Effects[0].Via[0].At = {};
  return S;
}

/// An access of which nothing is known.
Scenario untraced() {
  Effect E = access(Mode::Write, Path::unknown(), 11);
  E.Note = "an access through a pointer that could not be traced";
  return {unit("poster.c", {}), {handler("peek", {"poster.c", 9, 6}, {E})}};
}

/// On a global, at a line of a library's that none of the user's leads to.
Scenario inLibrary() {
  Effect E = writesGlobal("state", 115);
  E.At.File = "/usr/include/library.h";
  return {unit("server.cpp", {"state"}), {handler("serve", {"server.cpp", 41, 9}, {E})}};
}

Scenario wide() {
  Scenario S{unit("wide.c", {"hits"}), {}};
  for (std::uint32_t I = 0; I < 40; ++I) {
    const std::string Number = (I < 10 ? "0" : "") + std::to_string(I);
    S.Functions.push_back(
        handler("handler_" + Number, {"wide.c", I + 1, 1}, {field(Mode::Write, 0, I + 1)}));
  }
  return S;
}

/// Two handlers that have thirty variables in common.
Scenario many() {
  std::vector<std::string> Variables;
  std::vector<Effect> Writes;
  for (std::uint32_t I = 0; I < 30; ++I) {
    Variables.push_back("v" + std::to_string(I / 10) + std::to_string(I % 10));
    Writes.push_back(writesGlobal(Variables.back(), 10));
  }
  Scenario S{unit("poster.c", Variables), {}};
  for (const char *Name : {"first", "second"})
    S.Functions.push_back(handler(Name, {"poster.c", 9, 6}, Writes));
  return S;
}

/// Two handlers that have two variables in common.
Scenario pairs() {
  Scenario S{unit("poster.c", {"va", "vb"}), {}};
  for (const char *Name : {"first", "second"})
    S.Functions.push_back(
        handler(Name, {"poster.c", 9, 6}, {writesGlobal("va", 10), writesGlobal("vb", 11)}));
  return S;
}

Scenario exclusive() {
  FunctionSummary Spawn = handler("spawn", {"poster.c", 20, 6}, {});
  Spawn.Bodies[0].Exclusive = true;
  Spawn.Bodies[0].Why = "calls fork";
  FunctionSummary Pin = handler("pin", {"poster.c", 9, 6}, {});
  Pin.Bodies[0].Pinned = true;
  Pin.Bodies[0].Why = "reads a thread_local variable";
  return {unit("exclusive.c", {}), {Spawn, Pin, handler("plain", {"poster.c", 14, 6}, {})}};
}

/// An inline function's record, in two units; other.c has a handler more.
Scenario shared() {
  Scenario S{unit("shared.c", {"ga"}), {}};
  S.Functions.push_back(handler("in_both", {"shared.h", 1, 1}, {writesGlobal("ga", 10)}));
  return S;
}
Scenario other() {
  Scenario S = shared();
  S.Unit.Name = "other.c";
  S.Functions.push_back(handler("in_other", {"shared.h", 5, 1}, {writesGlobal("ga", 11)}));
  return S;
}

/// Names no compiler would write.
Scenario hostile() {
  return {unit("a\nb\x1b[31m.c", {}), {handler("evil\x1b[2J\n\xff", {"x\ty.c", 1, 1}, {})}};
}

Scenario idle() { return {unit("idle.c", {}), {}}; }

} // namespace

const Scenario *scenario(const std::string &Name) {
  static const std::map<std::string, Scenario> All = {
      {"poster", poster()},       {"chain", chain()},         {"bare", bare()},
      {"wide", wide()},           {"exclusive", exclusive()}, {"untraced", untraced()},
      {"pairs", pairs()},         {"shared", shared()},       {"other", other()},
      {"hostile", hostile()},     {"idle", idle()},           {"many", many()},
      {"in-library", inLibrary()}};
  const auto Found = All.find(Name);
  return Found == All.end() ? nullptr : &Found->second;
}

} // namespace polychrome::test
