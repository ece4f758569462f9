//===- Leb128.h - Integers of any length ------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Unsigned integers as DWARF has them, seven bits a byte.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_LEB128_H
#define POLYCHROME_MODEL_LEB128_H

#include <cstdint>
#include <string>
#include <string_view>

namespace polychrome::model {

inline void putUnsigned(std::string &To, std::uint64_t V) {
  for (; V >= 0x80; V >>= 7)
    To.push_back(static_cast<char>(V | 0x80));
  To.push_back(static_cast<char>(V));
}

/// Takes one off the front of Rest. What is wrong, or null.
inline const char *takeUnsigned(std::string_view &Rest, std::uint64_t &V) {
  V = 0;
  for (unsigned Shift = 0; Shift < 64; Shift += 7) {
    if (Rest.empty())
      return "it is cut short";
    const auto Byte = static_cast<unsigned char>(Rest.front());
    Rest.remove_prefix(1);
    if (Shift == 63 && Byte > 1)
      break;
    V |= std::uint64_t(Byte & 0x7f) << Shift;
    if (!(Byte & 0x80))
      return nullptr;
  }
  return "a number is too large";
}

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_LEB128_H
