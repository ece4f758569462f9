//===- Packing.h - Payloads that take less room -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How a payload lies in a record: its size as LEB128, and zlib's stream; or a zero and the
// payload as it is, where that is shorter. Most of a payload is names of C++, which get much
// shorter: a program should hardly grow by what is known of it.
//
// Any bytes unpack to a payload or to an error, and to no more than MaxPayload bytes.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_PACKING_H
#define POLYCHROME_MODEL_PACKING_H

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace polychrome::model {

inline constexpr std::size_t MaxPayload = std::size_t(256) << 20;

/// Effort is zlib's level, 1 to 9.
std::string packed(std::string_view Payload, int Effort = 6);

/// Unpacks one payload after the other; zlib's state is made once.
class Unpacker {
public:
  Unpacker();
  ~Unpacker();
  Unpacker(const Unpacker &) = delete;
  Unpacker &operator=(const Unpacker &) = delete;

  /// What is wrong, or null and the payload in Out.
  const char *unpack(std::span<const std::byte> Packed, std::string &Out);

private:
  struct State;
  std::unique_ptr<State> Zlib; ///< null: there was no memory for it
};

inline const char *unpack(std::span<const std::byte> Packed, std::string &Out) {
  return Unpacker().unpack(Packed, Out);
}

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_PACKING_H
