//===- SectionTest.cpp - A section of records -----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Packing.h"
#include "pass/model/Records.h"
#include "polychrome/abi.h"
#include "test/unit/model/Filled.h"

#include <catch2/catch.hpp>

#include <cstring>
#include <vector>

using namespace polychrome::model;
using Catch::Contains;

namespace {

const int Somewhere = 0;

polychrome_record header(std::uint16_t Kind, std::size_t Payload) {
  polychrome_record H = {};
  H.magic = POLYCHROME_RECORD_MAGIC;
  H.version = POLYCHROME_ABI_VERSION;
  H.kind = Kind;
  H.size = static_cast<std::uint32_t>((sizeof(H) + Payload + 7) / 8 * 8);
  H.payload = static_cast<std::uint32_t>(Payload);
  H.function = &Somewhere;
  return H;
}

std::string record(const polychrome_record &H, const std::string &Payload = {}) {
  std::string Bytes(reinterpret_cast<const char *>(&H), sizeof(H));
  Bytes += Payload;
  Bytes.resize((Bytes.size() + 7) / 8 * 8, '\0');
  return Bytes;
}

std::string unitRecord() {
  const std::string Payload = packed(encode(filled::unit()));
  return record(header(POLYCHROME_RECORD_UNIT, Payload.size()), Payload);
}

std::string functionRecord() {
  const std::string Payload = packed(encode(filled::function()));
  return record(header(POLYCHROME_RECORD_FUNCTION, Payload.size()), Payload);
}

std::string linkRecord(const LinkInfo &L) {
  const std::string Payload = packed(encode(L));
  return record(header(POLYCHROME_RECORD_LINK, Payload.size()), Payload);
}

struct Outcome {
  bool Ok = false;
  RecordSet Records;
  std::string Error;
};

Outcome read(const std::string &Bytes, bool Addresses = true) {
  const std::vector<char> Exact(Bytes.begin(), Bytes.end());
  Outcome O;
  O.Ok = readSection(std::as_bytes(std::span(Exact)), Addresses, O.Records, O.Error);
  CHECK(O.Ok == O.Error.empty());
  CHECK(O.Error.find('\n') == std::string::npos);
  return O;
}

} // namespace

TEST_CASE("an empty section has no records") {
  const Outcome O = read("");
  CHECK(O.Ok);
  CHECK(O.Records.Units.empty());
}

TEST_CASE("records of all kinds are sorted into their lists") {
  const Outcome O =
      read(unitRecord() + functionRecord() + record(header(POLYCHROME_RECORD_HOOK, 0)) +
           record(header(POLYCHROME_RECORD_REQUIRE, 0)));
  REQUIRE(O.Ok);
  CHECK(O.Records.Units == std::vector{filled::unit()});
  REQUIRE(O.Records.Functions.size() == 1);
  CHECK(O.Records.Functions[0].first == filled::function());
  CHECK(O.Records.Functions[0].second == &Somewhere);
  CHECK(O.Records.Hooked == std::vector<const void *>{&Somewhere});
  CHECK(O.Records.Required == std::vector<const void *>{&Somewhere});
}

TEST_CASE("addresses in a file are ignored") {
  const Outcome O = read(functionRecord() + record(header(POLYCHROME_RECORD_HOOK, 0)) +
                             record(header(POLYCHROME_RECORD_REQUIRE, 0)),
                         false);
  REQUIRE(O.Ok);
  CHECK(O.Records.Functions.at(0).second == nullptr);
  CHECK(O.Records.Hooked.empty());
  CHECK(O.Records.Required.empty());
}

TEST_CASE("zero padding between and after records is skipped") {
  const std::string Zeros(GENERATE(8, 24, 4096), '\0');
  const Outcome O = read(Zeros + unitRecord() + Zeros + functionRecord() + Zeros);
  REQUIRE(O.Ok);
  CHECK(O.Records.Units.size() == 1);
  CHECK(O.Records.Functions.size() == 1);
}

TEST_CASE("a section is added to what was read before") {
  const std::string Bytes = unitRecord();
  Outcome O = read(Bytes);
  REQUIRE(readSection(std::as_bytes(std::span(Bytes)), true, O.Records, O.Error));
  CHECK(O.Records.Units.size() == 2);
}

TEST_CASE("only an executable linked from nothing but instrumented inputs is complete") {
  CHECK_FALSE(read(unitRecord()).Records.Complete);
  CHECK_FALSE(read(linkRecord({false, true, {}})).Records.Complete);
  CHECK_FALSE(read(linkRecord({true, false, {"admin.c"}})).Records.Complete);
  CHECK(read(linkRecord({true, true, {}})).Records.Complete);
}

TEST_CASE("what links say is kept") {
  CHECK(read(linkRecord(filled::link())).Records.Links == std::vector{filled::link()});
}

TEST_CASE("a newer version says what to do") {
  polychrome_record H = header(POLYCHROME_RECORD_UNIT, 0);
  H.version = POLYCHROME_ABI_VERSION + 1;
  CHECK_THAT(read(record(H)).Error,
             Contains("was made by a newer Polychrome (format " +
                      std::to_string(POLYCHROME_ABI_VERSION + 1) + ", this one reads " +
                      std::to_string(POLYCHROME_ABI_VERSION) +
                      "): rebuild it or update Polychrome"));
}

TEST_CASE("an older version says what to do") {
  polychrome_record H = header(POLYCHROME_RECORD_UNIT, 0);
  H.version = 0;
  CHECK_THAT(read(record(H)).Error,
             Contains("was made by an older Polychrome (format 0, this one reads " +
                      std::to_string(POLYCHROME_ABI_VERSION) + "): rebuild it"));
}

TEST_CASE("a wrong magic number is an error that says where") {
  polychrome_record H = header(POLYCHROME_RECORD_UNIT, 0);
  H.magic = 0x12345678;
  const std::string First = unitRecord();
  CHECK_THAT(read(First + record(H)).Error,
             Contains("damaged") && Contains("byte " + std::to_string(First.size())));
}

TEST_CASE("a record of an unknown kind is an error") {
  CHECK_THAT(read(record(header(77, 0))).Error, Contains("kind 77"));
}

TEST_CASE("a length that makes no sense is an error") {
  polychrome_record H = header(POLYCHROME_RECORD_HOOK, 0);
  SECTION("less than a header") { H.size = 16; }
  SECTION("no multiple of eight") { H.size = 25; }
  SECTION("a payload longer than the record") { H.payload = 1; }
  SECTION("beyond the end") { H.size = 0xfffffff8; }
  CHECK_THAT(read(record(H)).Error, Contains("damaged"));
}

TEST_CASE("a section cut short inside a record is an error") {
  const std::string Bytes = functionRecord();
  for (std::size_t Length = 1; Length < Bytes.size(); ++Length) {
    INFO("cut after " << Length << " of " << Bytes.size() << " bytes");
    CHECK_FALSE(read(Bytes.substr(0, Length)).Ok);
  }
}

TEST_CASE("a section with any bit flipped is records or an error") {
  const std::string Bytes = unitRecord() + functionRecord();
  for (std::size_t At = 0; At < Bytes.size(); ++At)
    for (unsigned Bit = 0; Bit < 8; ++Bit) {
      std::string Flipped = Bytes;
      Flipped[At] = static_cast<char>(Flipped[At] ^ (1u << Bit));
      read(Flipped);
    }
}
