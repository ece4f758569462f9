//===- tool/object_file.cpp - Records in ELF files ------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/object_file.hpp"

#include "polychrome/abi.h"

#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/Binary.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <filesystem>

namespace polychrome::tool {
namespace {

namespace object = llvm::object;

template <class T> T value_or_throw(const std::string &path, llvm::Expected<T> value) {
  if (value)
    return std::move(*value);
  std::string text = llvm::toString(value.takeError());
  std::replace(text.begin(), text.end(), '\n', ' ');
  throw input_error(path + ": not a readable object, archive, executable or shared library (" +
                    text + ")");
}

/// Names that the C start-up files and the linker leave in every program.
bool from_the_toolchain(const std::string &source) {
  static const char *const names[] = {"crtstuff.c", "Scrt1.o", "crt1.o",   "crti.o",
                                      "crtn.o",     "gcrt1.o", "rcrt1.o",  "crt1.c",
                                      "crti.S",     "crtn.S",  "ld-temp.o"};
  return source.empty() || std::count(std::begin(names), std::end(names), source) != 0;
}

// LLVM's ELFFile rather than its section and symbol iterators: those end the
// process on a damaged file.
using elf_file = object::ELFFile<object::ELF64LE>;

void add_records(const std::string &path, llvm::ArrayRef<std::uint8_t> bytes, object_file &into) {
  std::string error;
  if (!readSection(std::as_bytes(std::span(bytes.data(), bytes.size())), false, into.records,
                   error))
    throw input_error(path + ": " + error);
}

void add_sources(const std::string &path, const elf_file &elf, const elf_file::Elf_Shdr &table,
                 object_file &into) {
  const llvm::StringRef names = value_or_throw(path, elf.getStringTableForSymtab(table));
  for (const elf_file::Elf_Sym &symbol : value_or_throw(path, elf.symbols(&table))) {
    if (symbol.getType() != llvm::ELF::STT_FILE)
      continue;
    const std::string name = value_or_throw(path, symbol.getName(names)).str();
    if (!from_the_toolchain(name))
      into.sources.push_back(llvm::sys::path::filename(name).str());
  }
}

object_file read_object(const std::string &path, const object::Binary &binary) {
  if (!binary.isELF())
    throw input_error(path + ": not an ELF file");
  const auto *file = llvm::dyn_cast<object::ELF64LEObjectFile>(&binary);
  if (!file)
    throw input_error(path + ": not a 64-bit little-endian ELF file, the only kind read");
  const elf_file &elf = file->getELFFile();
  object_file into;
  into.name = path;
  into.shared = elf.getHeader().e_type == llvm::ELF::ET_DYN;
  for (const elf_file::Elf_Shdr &section : value_or_throw(path, elf.sections())) {
    if (value_or_throw(path, elf.getSectionName(section)) == POLYCHROME_SECTION)
      add_records(path, value_or_throw(path, elf.getSectionContents(section)), into);
    else if (section.sh_type == llvm::ELF::SHT_SYMTAB)
      add_sources(path, elf, section, into);
  }
  return into;
}

void reject_bitcode(const std::string &path, llvm::StringRef bytes) {
  if (llvm::identify_magic(bytes) == llvm::file_magic::bitcode)
    throw input_error(path + ": holds LLVM bitcode: compile it without -flto");
}

std::vector<object_file> read_archive(const std::string &path, const object::Archive &archive) {
  std::vector<object_file> members;
  llvm::Error error = llvm::Error::success();
  for (const object::Archive::Child &child : archive.children(error)) {
    const std::string name = path + "(" + value_or_throw(path, child.getName()).str() + ")";
    reject_bitcode(name, value_or_throw(name, child.getBuffer()));
    llvm::Expected<std::unique_ptr<object::Binary>> member = child.getAsBinary();
    if (!member && member.errorIsA<object::GenericBinaryError>() && !archive.isThin()) {
      // An archive may hold any file; only objects can hold records.
      llvm::consumeError(member.takeError());
      continue;
    }
    members.push_back(read_object(name, *value_or_throw(name, std::move(member))));
  }
  if (error)
    value_or_throw<int>(path, std::move(error));
  return members;
}

} // namespace

std::vector<object_file> read_objects(const std::string &path) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  if (!std::filesystem::exists(status))
    throw input_error(path + ": no such file");
  if (!std::filesystem::is_regular_file(status))
    throw input_error(path + ": not a regular file");

  const std::unique_ptr<llvm::MemoryBuffer> buffer = value_or_throw(
      path, llvm::errorOrToExpected(llvm::MemoryBuffer::getFile(path, false, false)));
  reject_bitcode(path, buffer->getBuffer());
  const std::unique_ptr<object::Binary> binary =
      value_or_throw(path, object::createBinary(buffer->getMemBufferRef()));
  if (const auto *archive = llvm::dyn_cast<object::Archive>(binary.get()))
    return read_archive(path, *archive);
  std::vector<object_file> one;
  one.push_back(read_object(path, *binary));
  return one;
}

} // namespace polychrome::tool
