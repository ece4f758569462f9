//===- MutateRecords.cpp - A program whose analysis forgot something ----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   mutate-records PROGRAM          lists what can be forgotten, a line for each
//   mutate-records PROGRAM N OUT    OUT is PROGRAM, but number N is forgotten
//
// A mutant is an executable in which one function's summary lacks one effect, or all
// effects on one path, or on all paths from one variable or parameter. Summaries only shrink, so
// they are written in place.
//
//===----------------------------------------------------------------------===//

#include "pass/model/Packing.h"
#include "pass/model/Records.h"
#include "polychrome/abi.h"

#include <elf.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using namespace polychrome::model;

template <typename T> T at(const std::string &bytes, std::size_t offset) {
  T value;
  if (offset + sizeof value > bytes.size())
    throw std::runtime_error("the file is cut off");
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

struct extent {
  std::size_t begin, end;
};

extent records_of(const std::string &file) {
  const auto header = at<Elf64_Ehdr>(file, 0);
  const auto section = [&](unsigned n) {
    return at<Elf64_Shdr>(file, header.e_shoff + n * sizeof(Elf64_Shdr));
  };
  const Elf64_Shdr names = section(header.e_shstrndx);
  for (unsigned n = 0; n < header.e_shnum; ++n) {
    const Elf64_Shdr s = section(n);
    if (std::string_view(file.data() + names.sh_offset + s.sh_name) == POLYCHROME_SECTION)
      return {s.sh_offset, s.sh_offset + s.sh_size};
  }
  throw std::runtime_error("there are no records");
}

Path root(const Effect &e) {
  Path p = e.Where;
  p.Loads.clear();
  p.Offset = 0;
  p.Span = 0;
  return p;
}

/// Calls visit(offset of the record, its summary, a number, the place) for each mutant.
/// Effects first, then paths that have several, then all that begins at one root.
template <typename Visit> void for_each_mutant(const std::string &file, Visit visit) {
  const extent all = records_of(file);
  unsigned number = 0;
  for (std::size_t offset = all.begin; offset < all.end;) {
    const auto record = at<polychrome_record>(file, offset);
    const auto here = offset;
    offset += record.size;
    if (record.kind != POLYCHROME_RECORD_FUNCTION)
      continue;
    FunctionSummary summary;
    std::string error;
    const auto *payload = reinterpret_cast<const std::byte *>(file.data() + here + sizeof record);
    std::string whole;
    if (const char *why = unpack({payload, record.payload}, whole))
      throw std::runtime_error(why);
    if (!decode(std::as_bytes(std::span(whole)), summary, error))
      throw std::runtime_error(error);
    for (std::size_t body = 0; body < summary.Bodies.size(); ++body) {
      const std::vector<Effect> &effects = summary.Bodies[body].Effects;
      std::map<Path, std::size_t> paths, roots;
      for (const Effect &e : effects) {
        ++paths[e.Where];
        ++roots[root(e)];
      }
      const auto forget = [&](auto like, const char *what) {
        FunctionSummary mutant = summary;
        std::erase_if(mutant.Bodies[body].Effects, like);
        visit(here, mutant, number++, *std::find_if(effects.begin(), effects.end(), like), what);
      };
      for (const Effect &one : effects)
        forget([&](const Effect &e) { return e == one; }, "one effect");
      for (const auto &[path, count] : paths)
        if (count > 1)
          forget([&p = path](const Effect &e) { return e.Where == p; }, "a path");
      for (const auto &[first, count] : roots)
        if (count > 1)
          forget([&r = first](const Effect &e) { return root(e) == r; }, "a root");
    }
  }
}

void write_mutant(std::string file, std::size_t offset, const FunctionSummary &mutant,
                  const char *out) {
  auto record = at<polychrome_record>(file, offset);
  constexpr int most_effort = 9; // It has to fit where the whole summary did.
  const std::string payload = packed(encode(mutant), most_effort);
  if (payload.size() > record.payload)
    throw std::runtime_error("a summary with less in it became longer");
  std::memset(file.data() + offset + sizeof record, 0, record.payload);
  std::memcpy(file.data() + offset + sizeof record, payload.data(), payload.size());
  record.payload = static_cast<std::uint32_t>(payload.size());
  std::memcpy(file.data() + offset, &record, sizeof record);
  std::ofstream(out, std::ios::binary) << file;
}

int run(int argc, char **argv) {
  std::ifstream in(argv[1], std::ios::binary);
  const std::string file(std::istreambuf_iterator<char>(in), {});
  bool found = argc != 4;
  const unsigned wanted = argc == 4 ? static_cast<unsigned>(std::atoi(argv[2])) : 0;
  for_each_mutant(file, [&](std::size_t offset, const FunctionSummary &mutant, unsigned number,
                            const Effect &forgotten, const char *what) {
    if (argc != 4)
      std::cout << number << ' ' << mutant.Name.str() << ": " << what << ", " << name(forgotten.How)
                << " at " << forgotten.At.File.str() << ':' << forgotten.At.Line << ':'
                << forgotten.At.Column << '\n';
    else if (number == wanted) {
      write_mutant(file, offset, mutant, argv[3]);
      found = true;
    }
  });
  if (!found)
    throw std::runtime_error("there is no such mutant");
  return 0;
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 2 && argc != 4) {
    std::cerr << "usage: mutate-records PROGRAM [N OUT]\n";
    return 2;
  }
  try {
    return run(argc, argv);
  } catch (const std::exception &e) {
    std::cerr << argv[1] << ": " << e.what() << '\n';
    return 1;
  }
}
