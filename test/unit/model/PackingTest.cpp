//===- PackingTest.cpp - Payloads that take less room ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Packing.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace polychrome::model;

namespace {

/// What it unpacks to, read from memory of just that size; "bad" where it does not.
std::string unpacked(const std::string &Packed) {
  const std::vector<char> Exact(Packed.begin(), Packed.end());
  std::string Out;
  return unpack(std::as_bytes(std::span(Exact)), Out) ? "bad" : Out;
}

const std::string Names = [] {
  std::string All;
  for (int I = 0; I < 200; ++I)
    All += "_ZN5boost4asio6detail" + std::to_string(I);
  return All;
}();

} // namespace

TEST_CASE("what is packed unpacks to itself") {
  for (const std::string &Payload : {std::string(), std::string("x"), std::string(3, '\0'), Names})
    CHECK(unpacked(packed(Payload)) == Payload);
}

TEST_CASE("names become much shorter, and what does not is one byte longer") {
  CHECK(packed(Names).size() < Names.size() / 4);
  CHECK(packed("xyz") == std::string("\0xyz", 4));
}

TEST_CASE("packed bytes cut short anywhere are an error") {
  const std::string Packed = packed(Names);
  for (std::size_t Length = 0; Length < Packed.size(); ++Length)
    CHECK(unpacked(Packed.substr(0, Length)) == "bad");
}

TEST_CASE("packed bytes with any bit flipped are what they were or an error") {
  const std::string Packed = packed(Names);
  for (std::size_t At = 0; At < Packed.size(); ++At)
    for (unsigned Bit = 0; Bit < 8; ++Bit) {
      std::string Flipped = Packed;
      Flipped[At] = static_cast<char>(Flipped[At] ^ (1u << Bit));
      const std::string Out = unpacked(Flipped);
      CHECK((Out == "bad" || Out == Names || Flipped[0] == '\0'));
    }
}

TEST_CASE("a small payload that claims to be a huge one is an error, not an allocation") {
  CHECK(unpacked("\xff\xff\xff\xff\x7f" + packed(Names).substr(2)) == "bad");
}

TEST_CASE("payloads unpack one after the other, a damaged one among them") {
  Unpacker Packing;
  std::string Out;
  auto Unpack = [&](const std::string &Packed) {
    return Packing.unpack(std::as_bytes(std::span(Packed)), Out) == nullptr;
  };
  CHECK((Unpack(packed(Names)) && Out == Names));
  CHECK_FALSE(Unpack(packed(Names).substr(0, 40)));
  CHECK((Unpack(packed("xyz")) && Out == "xyz"));
  CHECK((Unpack(packed(Names)) && Out == Names));
}
