//===- DamageTest.cpp - Any bytes give a value or an error ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Run under AddressSanitizer (POLYCHROME_SANITIZE=address) these also show that
// the reader stays inside the bytes it was given: every payload is copied to an
// allocation of its exact size.
//
//===----------------------------------------------------------------------===//

#include "pass/model/Records.h"
#include "test/unit/model/Filled.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace polychrome::model;

namespace {

/// Whether the bytes decode; an error comes with a text of one line.
template <class T> bool decodes(const std::string &Bytes) {
  const std::vector<char> Exact(Bytes.begin(), Bytes.end());
  T Out;
  std::string Error;
  const bool Ok = decode(std::as_bytes(std::span(Exact)), Out, Error);
  if (!Ok && (Error.empty() || Error.find('\n') != std::string::npos))
    FAIL("an error must be one line of text");
  return Ok;
}

template <class T> void truncateEverywhere(const std::string &Bytes) {
  for (std::size_t Length = 0; Length < Bytes.size(); ++Length) {
    INFO("cut after " << Length << " of " << Bytes.size() << " bytes");
    CHECK_FALSE(decodes<T>(Bytes.substr(0, Length)));
  }
}

template <class T> void flipEverywhere(const std::string &Bytes) {
  for (std::size_t At = 0; At < Bytes.size(); ++At)
    for (unsigned Bit = 0; Bit < 8; ++Bit) {
      std::string Flipped = Bytes;
      Flipped[At] = static_cast<char>(Flipped[At] ^ (1u << Bit));
      decodes<T>(Flipped);
    }
}

const std::string HugeNumber = "\xff\xff\xff\xff\xff\xff\xff\xff\x7f";

} // namespace

TEST_CASE("a function summary cut short anywhere is an error") {
  truncateEverywhere<FunctionSummary>(encode(filled::function()));
}

TEST_CASE("a unit cut short anywhere is an error") {
  truncateEverywhere<UnitInfo>(encode(filled::unit()));
}

TEST_CASE("a function summary with any bit flipped is a value or an error") {
  flipEverywhere<FunctionSummary>(encode(filled::function()));
}

TEST_CASE("a unit with any bit flipped is a value or an error") {
  flipEverywhere<UnitInfo>(encode(filled::unit()));
}

TEST_CASE("bytes left over are an error") {
  CHECK_FALSE(decodes<UnitInfo>(encode(filled::unit()) + '\0'));
}

TEST_CASE("a huge number of strings is an error, not an allocation") {
  CHECK_FALSE(decodes<UnitInfo>(HugeNumber));
}

TEST_CASE("a string of huge length is an error, not an allocation") {
  CHECK_FALSE(decodes<UnitInfo>('\x01' + HugeNumber));
}

TEST_CASE("a huge number of elements is an error, not an allocation") {
  // One empty string, six empty tables; name, instrumented.
  const std::string Head("\x01\x00\x00\x00\x00\x00\x00\x00\x00\x01", 10);
  CHECK_FALSE(decodes<UnitInfo>(Head + HugeNumber));
}

TEST_CASE("one long string named over and over runs out of budget, not of memory") {
  UnitInfo U;
  const std::string Long(1 << 20, 'x');
  for (int I = 0; I < 2; ++I)
    U.Aliases.push_back({Long, Long, 0});
  std::string Bytes = encode(U);
  // The aliases are the last thing written: count, then three one-byte numbers each.
  const std::string Pairs("\x02\x01\x01\x00\x01\x01\x00", 7);
  REQUIRE(Bytes.ends_with(Pairs));
  Bytes.resize(Bytes.size() - Pairs.size());
  Bytes += "\x80\x80\x04"; // 65536 aliases
  for (int I = 0; I < 65536; ++I)
    Bytes.append("\x01\x01\x00", 3);
  CHECK_FALSE(decodes<UnitInfo>(Bytes));
}

TEST_CASE("one long list of values named over and over runs out of budget, not of memory") {
  FunctionSummary F;
  Body B;
  for (int I = 0; I < 4096; ++I)
    B.Returns.Values.push_back(Path::param(0).plus(I));
  B.Stores.assign(2, {Path::param(0), B.Returns});
  F.Bodies = {B};
  std::string Bytes = encode(F);
  // Two stores, each a path's and a set's number: the last thing that is not zero.
  const std::size_t At = Bytes.rfind('\x02');
  REQUIRE(Bytes.substr(At, 5) == std::string("\x02\x00\x00\x00\x00", 5));
  const std::string Rest = Bytes.substr(At + 5);
  Bytes.resize(At);
  Bytes += "\x80\x80\x04"; // 65536 stores
  Bytes.append(2 * 65536, '\0');
  CHECK_FALSE(decodes<FunctionSummary>(Bytes + Rest));
}

TEST_CASE("a number of more than 64 bits is an error") {
  CHECK_FALSE(decodes<UnitInfo>("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
}

TEST_CASE("a summary without a row that always applies is an error") {
  FunctionSummary F = filled::function();
  F.Bodies.pop_back();
  CHECK_FALSE(decodes<FunctionSummary>(encode(F)));
  F.Bodies.clear();
  CHECK_FALSE(decodes<FunctionSummary>(encode(F)));
}

TEST_CASE("a predicate on three bytes is an error") {
  FunctionSummary F = filled::function();
  F.Bodies.front().When.Size = 3;
  CHECK_FALSE(decodes<FunctionSummary>(encode(F)));
}
