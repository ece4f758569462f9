//===- RoundTripTest.cpp - What is written is read ------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Records.h"
#include "test/unit/model/Filled.h"

#include <catch2/catch.hpp>

#include <cstdint>

using namespace polychrome::model;

namespace {

template <class T> T throughBytes(const T &X) {
  const std::string Bytes = encode(X);
  T Out;
  std::string Error;
  const bool Ok = decode(std::as_bytes(std::span(Bytes)), Out, Error);
  INFO(Error);
  REQUIRE(Ok);
  return Out;
}

FunctionSummary withBody(Body B) {
  FunctionSummary F;
  F.Bodies.push_back(std::move(B));
  return F;
}

FunctionSummary withEffectAt(Path P) {
  Body B;
  B.Effects.emplace_back().Where = std::move(P);
  return withBody(std::move(B));
}

template <class... T> bool allDifferFromDefault(const T &...X) { return (... && (X != T())); }

} // namespace

TEST_CASE("a function summary with every field set comes back equal") {
  CHECK(throughBytes(filled::function()) == filled::function());
}

TEST_CASE("a unit with every field set comes back equal") {
  CHECK(throughBytes(filled::unit()) == filled::unit());
}

TEST_CASE("a link with every field set comes back equal") {
  CHECK(throughBytes(filled::link()) == filled::link());
}

TEST_CASE("an empty function summary comes back equal") {
  CHECK(throughBytes(withBody({})) == withBody({}));
}

TEST_CASE("an empty unit comes back equal") { CHECK(throughBytes(UnitInfo()) == UnitInfo()); }

TEST_CASE("every offset survives, the unknown one too") {
  const std::int64_t Offset =
      GENERATE(0, 1, -1, 63, 64, -64, -65, std::numeric_limits<std::int64_t>::max(),
               std::numeric_limits<std::int64_t>::min() + 1, UnknownOffset);
  const FunctionSummary F = withEffectAt(Path::param(0).plus(Offset));
  CHECK(throughBytes(F) == F);
}

TEST_CASE("every size survives, the unknown one too") {
  Body B;
  B.Effects.emplace_back().Size =
      GENERATE(as<std::uint64_t>(), 0, 127, 128, 1ull << 63, UnknownSize);
  CHECK(throughBytes(withBody(B)) == withBody(B));
}

TEST_CASE("every root of a path survives") {
  const Path P = GENERATE(Path::param(2), Path::global("g"), Path::function("f"), Path::local(1),
                          Path::callResult(4), Path::resource("stdout"), Path::unknown());
  CHECK(throughBytes(withEffectAt(P)) == withEffectAt(P));
}

TEST_CASE("every handler kind survives") {
  FunctionSummary F = withBody({});
  F.Kind = GENERATE(HandlerKind::None, HandlerKind::Asio, HandlerKind::Posted,
                    HandlerKind::Trampoline, HandlerKind::Function);
  CHECK(throughBytes(F) == F);
}

TEST_CASE("every kind of call survives") {
  Body B;
  B.Calls.emplace_back().Kind =
      GENERATE(CallKind::Direct, CallKind::Virtual, CallKind::Indirect, CallKind::Modelled,
               CallKind::Inside, CallKind::Disposal, CallKind::Registered);
  CHECK(throughBytes(withBody(B)) == withBody(B));
}

TEST_CASE("strings may hold any bytes") {
  UnitInfo U;
  U.Name = std::string("a\0b\n\xff", 5);
  CHECK(throughBytes(U) == U);
}

TEST_CASE("a string that occurs often is written once") {
  Body B;
  for (int I = 0; I < 100; ++I)
    B.Effects.emplace_back().Object = std::string(1000, 'x');
  CHECK(encode(withBody(B)).size() < 5000);
}

TEST_CASE("the same value gives the same bytes") {
  CHECK(encode(filled::function()) == encode(filled::function()));
}

TEST_CASE("the samples leave no field of an effect or a path at its default") {
  const Effect E = filled::effect();
  const auto &[Where, Size, How, Tag, Object, ObjectOffset, Final, At, Via, Assumed, Note] = E;
  CHECK(
      allDifferFromDefault(Where, Size, Tag, Object, ObjectOffset, Final, At, Via, Assumed, Note));
  CHECK(How != Effect().How);
  const auto &[Kind, Index, Name, Loads, Offset, Span] = Where;
  CHECK(Kind != Path().Kind);
  CHECK(allDifferFromDefault(Index, Name, Loads, Offset, Span));
}

TEST_CASE("the samples leave no field of a body or a function at its default") {
  const FunctionSummary F = filled::function();
  const auto &[Symbol, Name, At, Kind, Strand, Bound, Slots, NumParams, Bodies] = F;
  CHECK(allDifferFromDefault(Symbol, Name, At, Kind, Strand, Bound, Slots, NumParams, Bodies));
  const auto &[SlotOffset, SlotName] = Slots.front();
  CHECK(allDifferFromDefault(SlotOffset, SlotName));
  const auto &[Handler, Target, Offset, Member] = Bound;
  CHECK(allDifferFromDefault(Handler, Target, Offset, Member));
  const auto &[When, Effects, Locals, Stores, Calls, Posts, Returns, Published, PublishedAll,
               Exclusive, Pinned, Why] = Bodies.front();
  CHECK(allDifferFromDefault(When, Effects, Locals, Stores, Calls, Posts, Returns, Published,
                             PublishedAll, Exclusive, Pinned, Why));
}

TEST_CASE("the samples leave no field of a unit at its default") {
  const UnitInfo U = filled::unit();
  const auto &[Name, Instrumented, Types, TbaaTypes, Globals, Virtuals, Owners, Uniques, Aliases] =
      U;
  CHECK(allDifferFromDefault(Name, Types, TbaaTypes, Globals, Virtuals, Owners, Uniques, Aliases));
  CHECK(Instrumented != UnitInfo().Instrumented);
}
