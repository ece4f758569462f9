//===- linking.cpp - What it costs to link many units' summaries ----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// linking OBJECT UNITS WORD...: a program of so many units, each with the summaries of
// OBJECT, in which each WORD (the names of its own classes) has a number of its own.
// What mentions none of them is the library's, and the linker would keep one copy of it.
// Prints what reading the section and linking it took, as the runtime does at startup:
//
//   units 200 handlers 1200 bytes 123456 read_ms 12.3 link_ms 45.6 resident_kb 78901
//
//===----------------------------------------------------------------------===//

#include "pass/model/Link.h"
#include "pass/model/Packing.h"
#include "polychrome/abi.h"
#include "tool/object_file.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace polychrome;

/// An unpacked payload keeps its strings as they are, so a name is renamed in its bytes: the
/// number takes the place of the word's last characters.
std::string renamed(std::string bytes, const std::vector<std::string> &words, unsigned number) {
  char digits[8];
  for (const std::string &word : words) {
    std::snprintf(digits, sizeof digits, "%03u", number);
    for (std::size_t at = 0; (at = bytes.find(word, at)) != std::string::npos; at += word.size())
      bytes.replace(at + word.size() - 3, 3, digits);
  }
  return bytes;
}

void add_record(std::string &section, std::uint16_t kind, const std::string &unpacked) {
  const std::string payload = model::packed(unpacked);
  polychrome_record header{};
  header.magic = POLYCHROME_RECORD_MAGIC;
  header.version = POLYCHROME_ABI_VERSION;
  header.kind = kind;
  header.payload = std::uint32_t(payload.size());
  std::size_t padded = (sizeof header + payload.size() + 7) / 8 * 8;
  header.size = std::uint32_t(padded);
  section.append(reinterpret_cast<const char *>(&header), sizeof header);
  section += payload;
  section.resize((section.size() + 7) / 8 * 8);
}

std::string section_of(const model::RecordSet &one, const std::vector<std::string> &words,
                       unsigned units) {
  std::string section;
  for (unsigned number = 0; number != units; ++number) {
    for (const model::UnitInfo &unit : one.Units) {
      model::UnitInfo copy = unit;
      copy.Name = std::to_string(number) + unit.Name;
      add_record(section, POLYCHROME_RECORD_UNIT, renamed(model::encode(copy), words, number));
    }
    for (const auto &[function, address] : one.Functions) {
      std::string payload = model::encode(function);
      std::string mine = renamed(payload, words, number);
      if (number == 0 || mine != payload)
        add_record(section, POLYCHROME_RECORD_FUNCTION, mine);
    }
  }
  return section;
}

double milliseconds(std::chrono::steady_clock::duration d) {
  return std::chrono::duration<double, std::milli>(d).count();
}

int run(const char *object, unsigned units, const std::vector<std::string> &words) {
  model::RecordSet one;
  for (tool::object_file &file : tool::read_objects(object)) {
    std::move(file.records.Units.begin(), file.records.Units.end(), std::back_inserter(one.Units));
    std::move(file.records.Functions.begin(), file.records.Functions.end(),
              std::back_inserter(one.Functions));
  }
  std::string section = section_of(one, words, units);
  auto begin = std::chrono::steady_clock::now();
  model::RecordSet all;
  std::string error;
  if (!model::readSection(std::as_bytes(std::span(section)), false, all, error)) {
    std::fprintf(stderr, "linking: error: %s\n", error.c_str());
    return 1;
  }
  all.Complete = true;
  auto middle = std::chrono::steady_clock::now();
  model::Program program = model::link(all);
  auto end = std::chrono::steady_clock::now();
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf("units %u handlers %zu bytes %zu read_ms %.2f link_ms %.2f resident_kb %ld\n", units,
              program.Rows.size(), section.size(), milliseconds(middle - begin),
              milliseconds(end - middle), used.ru_maxrss);
  return 0;
}

} // namespace

int main(int argc, char **argv) {
  int units = argc < 4 ? 0 : std::atoi(argv[2]);
  if (units < 1 || units > 999) {
    std::fprintf(stderr, "usage: linking OBJECT UNITS WORD...   (1 to 999 units; words of at least "
                         "4 letters)\n");
    return 2;
  }
  try {
    return run(argv[1], unsigned(units), {argv + 3, argv + argc});
  } catch (const std::exception &e) {
    std::fprintf(stderr, "linking: error: %s\n", e.what());
    return 1;
  }
}
