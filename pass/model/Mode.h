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

/// The four that commute are each by another operator: additions, |=, &=, ^=. Each commutes
/// with its own kind only.
enum class Mode : std::uint8_t {
  Read = 0,
  Write = 1,
  Commute = 2,
  CommuteOr = 3,
  CommuteAnd = 4,
  CommuteXor = 5
};

constexpr bool commutes(Mode M) { return M >= Mode::Commute; }

/// Whether two invocations may run at the same time although they access the
/// same bytes in these modes.
constexpr bool compatible(Mode A, Mode B) { return A == B && (A == Mode::Read || commutes(A)); }

/// The name used in JSON and in listings.
constexpr const char *name(Mode M) {
  switch (M) {
  case Mode::Read:
    return "read";
  case Mode::Write:
    return "write";
  case Mode::Commute:
  case Mode::CommuteOr:
  case Mode::CommuteAnd:
  case Mode::CommuteXor:
    return "commute";
  }
  return "write";
}

/// What a person reads: "it ... the counter".
constexpr const char *verb(Mode M) {
  return M == Mode::Read ? "reads" : commutes(M) ? "updates (in any order)" : "writes";
}

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_MODE_H
