//===- Mode.h - What an effect does to a region -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The small lattice of access modes. `Commute` is an update whose order against
// other updates of the same kind cannot be observed (a reference count going up
// or down with its result only compared with zero); it conflicts with reads and
// writes, never with itself.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_MODE_H
#define POLYCHROME_MODEL_MODE_H

#include <cstdint>

namespace polychrome::model {

enum class Mode : std::uint8_t { Read = 0, Write = 1, Commute = 2 };

/// Whether two invocations may run at the same time although they access the
/// same bytes in these modes.
constexpr bool compatible(Mode A, Mode B) {
  return A == B && (A == Mode::Read || A == Mode::Commute);
}

/// The name used in JSON and in listings.
constexpr const char *name(Mode M) {
  switch (M) {
  case Mode::Read:
    return "read";
  case Mode::Write:
    return "write";
  case Mode::Commute:
    return "commute";
  }
  return "write";
}

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_MODE_H
