//===- Records.cpp - A section of records ---------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Records.h"

#include "pass/model/Packing.h"
#include "polychrome/abi.h"

#include <algorithm>
#include <cstring>

namespace polychrome::model {
namespace {

bool allZero(std::span<const std::byte> Bytes) {
  return std::all_of(Bytes.begin(), Bytes.end(), [](std::byte B) { return B == std::byte{0}; });
}

std::string versionError(unsigned Version) {
  const std::string Formats = " (format " + std::to_string(Version) + ", this one reads " +
                              std::to_string(POLYCHROME_ABI_VERSION) + "): ";
  return Version > POLYCHROME_ABI_VERSION
             ? "this was made by a newer Polychrome" + Formats + "rebuild it or update Polychrome"
             : "this was made by an older Polychrome" + Formats + "rebuild it";
}

/// What is wrong with a header that is followed by Available bytes in all.
const char *headerProblem(const polychrome_record &H, std::size_t Available) {
  if (H.size < sizeof(H) || H.size % 8 || H.payload > H.size - sizeof(H))
    return "its length makes no sense";
  if (H.size > Available)
    return "it is cut short";
  return nullptr;
}

/// What one record after the other is read with.
struct Reading {
  TextPool Pool;
  Unpacker Packing;
  std::string Unpacked;
};

bool addRecord(const polychrome_record &H, std::span<const std::byte> Packed, bool Addresses,
               Reading &With, RecordSet &Into, std::string &Error) {
  With.Unpacked.clear();
  if (const char *Why = Packed.empty() ? nullptr : With.Packing.unpack(Packed, With.Unpacked)) {
    Error = Why;
    return false;
  }
  const std::span<const std::byte> Payload = std::as_bytes(std::span(With.Unpacked));
  switch (H.kind) {
  case POLYCHROME_RECORD_UNIT:
    return decode(Payload, With.Pool, Into.Units.emplace_back(), Error);
  case POLYCHROME_RECORD_FUNCTION:
    return decode(
        Payload, With.Pool,
        Into.Functions.emplace_back(FunctionSummary(), Addresses ? H.function : nullptr).first,
        Error);
  case POLYCHROME_RECORD_HOOK:
    if (Addresses)
      Into.Hooked.push_back(H.function);
    return true;
  case POLYCHROME_RECORD_REQUIRE:
    if (Addresses)
      Into.Required.push_back(H.function);
    return true;
  case POLYCHROME_RECORD_LINK: {
    LinkInfo &Link = Into.Links.emplace_back();
    const bool Ok = decode(Payload, With.Pool, Link, Error);
    Into.Complete |= Ok && Link.Program && Link.Complete;
    return Ok;
  }
  }
  Error = "its kind " + std::to_string(H.kind) + " is not known";
  return false;
}

} // namespace

bool readSection(std::span<const std::byte> Section, bool Addresses, RecordSet &Into,
                 std::string &Error) {
  std::span<const std::byte> Rest = Section;
  Reading With;
  const auto Damaged = [&](const std::string &Why) {
    Error = "the summaries are damaged (record at byte " +
            std::to_string(Section.size() - Rest.size()) + ": " + Why + "): rebuild it";
    return false;
  };
  while (!Rest.empty()) {
    // A linker aligns what it puts together; no record begins with eight zeros.
    const std::size_t Step = std::min<std::size_t>(8, Rest.size());
    if (allZero(Rest.first(Step))) {
      Rest = Rest.subspan(Step);
      continue;
    }
    polychrome_record H = {};
    std::memcpy(&H, Rest.data(), std::min(sizeof(H), Rest.size()));
    if (H.magic != POLYCHROME_RECORD_MAGIC)
      return Damaged("it does not begin as a record does");
    if (H.version != POLYCHROME_ABI_VERSION && Rest.size() >= sizeof(H)) {
      Error = versionError(H.version);
      return false;
    }
    if (Rest.size() < sizeof(H))
      return Damaged("it is cut short");
    if (const char *Why = headerProblem(H, Rest.size()))
      return Damaged(Why);
    std::string Why;
    if (!addRecord(H, Rest.subspan(sizeof(H), H.payload), Addresses, With, Into, Why))
      return Damaged(Why);
    Rest = Rest.subspan(H.size);
  }
  return true;
}

} // namespace polychrome::model
