//===- tool/hook_records.cpp - Is the hook in effect? ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/hook_records.hpp"

#include "pass/report/Naming.h"
#include "polychrome/abi.h"
#include "tool/object_file.hpp"

#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/MemoryBuffer.h"

#include <cstring>
#include <map>
#include <set>

namespace polychrome::tool {
namespace {

using elf_file = llvm::object::ELFFile<llvm::object::ELF64LE>;

template <class T> T checked(const std::string &path, llvm::Expected<T> value) {
  if (value)
    return std::move(*value);
  throw input_error(path + ": damaged (" + llvm::toString(value.takeError()) + ")");
}

class hook_reader {
public:
  hook_reader(std::string path, const elf_file &elf) : path_(std::move(path)), elf_(elf) {}

  hook_state run() {
    state_.linked = elf_.getHeader().e_type != llvm::ELF::ET_REL;
    const auto sections = checked(path_, elf_.sections());
    for (const auto &section : sections)
      visit(section);
    for (const auto &section : sections)
      if (checked(path_, elf_.getSectionName(section)) == POLYCHROME_SECTION)
        read(section);
    state_.required = required_.size();
    for (std::uint64_t address : required_)
      if (!hooked_.count(address))
        state_.missing.push_back(names_.count(address) ? demangled(names_[address])
                                                       : "a function without a name");
    return state_;
  }

private:
  void visit(const elf_file::Elf_Shdr &section) {
    if (section.sh_type == llvm::ELF::SHT_RELA && state_.linked)
      for (const auto &relocation : checked(path_, elf_.relas(section)))
        addends_[relocation.r_offset] = std::uint64_t(relocation.r_addend);
    if (section.sh_type == llvm::ELF::SHT_SYMTAB || section.sh_type == llvm::ELF::SHT_DYNSYM) {
      const llvm::StringRef strings = checked(path_, elf_.getStringTableForSymtab(section));
      for (const auto &symbol : checked(path_, elf_.symbols(&section)))
        if (symbol.getType() == llvm::ELF::STT_FUNC)
          names_[symbol.st_value] = checked(path_, symbol.getName(strings)).str();
    }
    if (section.sh_type == llvm::ELF::SHT_DYNAMIC)
      needed(section);
  }

  void needed(const elf_file::Elf_Shdr &section) {
    const auto *strings = checked(path_, elf_.getSection(section.sh_link));
    const llvm::StringRef names = checked(path_, elf_.getStringTable(*strings));
    for (const auto &entry :
         checked(path_, elf_.getSectionContentsAsArray<elf_file::Elf_Dyn>(section)))
      if (entry.d_tag == llvm::ELF::DT_NEEDED && entry.d_un.d_val < names.size())
        state_.with_runtime |=
            llvm::StringRef(names.data() + entry.d_un.d_val).starts_with("libpolychrome.so");
  }

  /// The records themselves have been checked by whoever read the program.
  void read(const elf_file::Elf_Shdr &section) {
    const llvm::ArrayRef<std::uint8_t> bytes = checked(path_, elf_.getSectionContents(section));
    std::size_t at = 0;
    while (at + sizeof(polychrome_record) <= bytes.size()) {
      polychrome_record record = {};
      std::memcpy(&record, bytes.data() + at, sizeof(record));
      if (record.magic != POLYCHROME_RECORD_MAGIC || record.size < sizeof(record)) {
        at += 8;
        continue;
      }
      const std::uint64_t field = section.sh_addr + at + offsetof(polychrome_record, function);
      const auto relocated = addends_.find(field);
      const std::uint64_t address = relocated != addends_.end()
                                        ? relocated->second
                                        : reinterpret_cast<std::uintptr_t>(record.function);
      if (record.kind == POLYCHROME_RECORD_HOOK)
        hooked_.insert(address);
      if (record.kind == POLYCHROME_RECORD_REQUIRE)
        required_.insert(address);
      at += record.size;
    }
  }

  std::string path_;
  const elf_file &elf_;
  hook_state state_;
  std::map<std::uint64_t, std::uint64_t> addends_;
  std::map<std::uint64_t, std::string> names_;
  std::set<std::uint64_t> hooked_, required_;
};

} // namespace

hook_state read_hooks(const std::string &path) {
  const std::unique_ptr<llvm::MemoryBuffer> buffer =
      checked(path, llvm::errorOrToExpected(llvm::MemoryBuffer::getFile(path, false, false)));
  const std::unique_ptr<llvm::object::Binary> binary =
      checked(path, llvm::object::createBinary(buffer->getMemBufferRef()));
  const auto *file = llvm::dyn_cast<llvm::object::ELF64LEObjectFile>(binary.get());
  return file ? hook_reader(path, file->getELFFile()).run() : hook_state();
}

} // namespace polychrome::tool
