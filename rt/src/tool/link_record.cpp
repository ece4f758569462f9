//===- tool/link_record.cpp - The wrapper's word on its inputs ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// polychrome-link-record OUT ARGUMENT...
//
// Part of the compiler wrappers, not for users: writes the object OUT with a LINK
// record about the inputs among the ARGUMENTs of a compiler call. The object is
// written here, byte by byte, because one more run of the compiler would cost a
// small link half its time.
//
//===----------------------------------------------------------------------===//

#include "pass/model/Packing.h"
#include "polychrome/abi.h"
#include "tool/link_inputs.hpp"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/StringSaver.h"

#include <elf.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>

namespace polychrome::tool {
namespace {

#if defined(__x86_64__)
constexpr Elf64_Half machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half machine = EM_AARCH64;
#endif

constexpr char section_names[] = "\0" POLYCHROME_SECTION "\0.shstrtab\0.note.GNU-stack";
constexpr Elf64_Word record_name = 1;
constexpr Elf64_Word names_name = record_name + sizeof(POLYCHROME_SECTION);
constexpr Elf64_Word stack_name = names_name + sizeof(".shstrtab");

template <class T> std::string bytes_of(const T &value) {
  return std::string(reinterpret_cast<const char *>(&value), sizeof(value));
}

std::string aligned(std::string bytes) {
  bytes.resize((bytes.size() + 7) / 8 * 8, '\0');
  return bytes;
}

std::string record(const std::string &payload) {
  polychrome_record header = {};
  header.magic = POLYCHROME_RECORD_MAGIC;
  header.version = POLYCHROME_ABI_VERSION;
  header.kind = POLYCHROME_RECORD_LINK;
  header.payload = static_cast<std::uint32_t>(payload.size());
  header.size = static_cast<std::uint32_t>(sizeof(header) + aligned(payload).size());
  return bytes_of(header) + aligned(payload);
}

Elf64_Ehdr file_header(std::size_t section_table) {
  Elf64_Ehdr header = {};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_ident[EI_OSABI] = ELFOSABI_GNU; // a kept section is a GNU extension
  header.e_type = ET_REL;
  header.e_machine = machine;
  header.e_version = EV_CURRENT;
  header.e_shoff = section_table;
  header.e_ehsize = sizeof(Elf64_Ehdr);
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = 4;
  header.e_shstrndx = 2;
  return header;
}

Elf64_Shdr section(Elf64_Word name, Elf64_Word type, std::size_t offset, std::size_t size) {
  Elf64_Shdr header = {};
  header.sh_name = name;
  header.sh_type = type;
  header.sh_offset = offset;
  header.sh_size = size;
  header.sh_addralign = 1;
  return header;
}

/// An object file with nothing but the record, in a section like the pass's.
std::string object_with(const std::string &record) {
  const std::string names = aligned(std::string(section_names, sizeof(section_names)));
  const std::size_t start = sizeof(Elf64_Ehdr);
  const std::size_t names_start = start + record.size();
  const std::size_t table = names_start + names.size();

  Elf64_Shdr kept = section(record_name, SHT_PROGBITS, start, record.size());
  kept.sh_flags = SHF_ALLOC | SHF_WRITE | SHF_GNU_RETAIN;
  kept.sh_addralign = 8;
  return bytes_of(file_header(table)) + record + names + bytes_of(Elf64_Shdr{}) + bytes_of(kept) +
         bytes_of(section(names_name, SHT_STRTAB, names_start, sizeof(section_names))) +
         bytes_of(section(stack_name, SHT_PROGBITS, table, 0));
}

std::vector<std::string> with_response_files(int argc, char **argv) {
  llvm::BumpPtrAllocator memory;
  llvm::StringSaver saver(memory);
  llvm::SmallVector<const char *, 64> arguments(argv, argv + argc);
  // One that cannot be read stays as it is: an input that is not understood.
  llvm::cl::ExpandResponseFiles(saver, llvm::cl::TokenizeGNUCommandLine, arguments);
  return {arguments.begin(), arguments.end()};
}

int run(int argc, char **argv) {
  if (argc < 2) {
    std::cerr << "polychrome-link-record: error: no output file given\n";
    return 2;
  }
  const model::LinkInfo info = link_info(with_response_files(argc - 2, argv + 2));
  std::ofstream out(argv[1], std::ios::binary);
  if (!(out << object_with(record(model::packed(encode(info))))).flush()) {
    std::cerr << "polychrome-link-record: error: cannot write " << argv[1] << "\n";
    return 1;
  }
  return 0;
}

} // namespace
} // namespace polychrome::tool

int main(int argc, char **argv) {
  return polychrome::tool::run(argc, argv);
}
