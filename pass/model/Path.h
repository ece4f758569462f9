//===- Path.h - Symbolic addresses ------------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A Path names an address the way the function that uses it reached it: a root
// (a parameter, a global, a local object, ...), then loads of pointers at known
// offsets, then a final offset. It names a *location*, not a value at one
// moment: "what is stored at param0+16, plus 8" may denote several addresses
// over an invocation if that field is assigned meanwhile. Whoever needs one
// fixed address (a key read at dispatch) must know that the loads are stable.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_PATH_H
#define POLYCHROME_MODEL_PATH_H

#include "pass/model/SharedText.h"

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace polychrome::model {

/// An offset that is not a compile-time constant (an array index, say).
inline constexpr std::int64_t UnknownOffset = std::numeric_limits<std::int64_t>::min();

inline constexpr std::int64_t PointerBytes = 8;

/// A byte count that is not a compile-time constant.
inline constexpr std::uint64_t UnknownSize = std::numeric_limits<std::uint64_t>::max();

constexpr std::int64_t addOffsets(std::int64_t A, std::int64_t B) {
  return A == UnknownOffset || B == UnknownOffset ? UnknownOffset : A + B;
}

enum class Root : std::uint8_t {
  Param,      ///< the value of parameter number Index
  Global,     ///< the address of the global variable Name
  Function,   ///< the address of the function Name
  Local,      ///< the address of local object number Index (stack or fresh heap)
  CallResult, ///< the value that call number Index of the same body returned
  Resource,   ///< something outside memory: "stdout", "filesystem", "fd", ...
  Unknown,    ///< any memory at all
};

/// One load on the way: `address = *(address + Offset)`.
struct Load {
  std::int64_t Offset = 0;
  /// The type that the pointer was loaded from owns what it points to: nobody
  /// else points there (a std::vector's buffer, a std::map's nodes).
  bool Owning = false;
  /// The owner's type, for messages and for telling owned storages apart; or
  /// WeakThis; may be empty.
  SharedText Owner;

  auto operator<=>(const Load &) const = default;
};

/// The owner of a load from std::enable_shared_from_this: the pointer leads to the
/// control block of the very object that it was loaded from.
inline constexpr const char *WeakThis = "weak_this";

struct Path {
  Root Kind = Root::Unknown;
  std::uint32_t Index = 0;
  SharedText Name;
  std::vector<Load> Loads;
  std::int64_t Offset = 0;
  /// The address may be up to Span bytes further (an index into an array whose
  /// bounds are known).
  std::uint64_t Span = 0;

  auto operator<=>(const Path &) const = default;

  static Path param(std::uint32_t I) { return {Root::Param, I, {}, {}, 0, 0}; }
  static Path global(SharedText N) { return {Root::Global, 0, std::move(N), {}, 0, 0}; }
  static Path function(SharedText N) { return {Root::Function, 0, std::move(N), {}, 0, 0}; }
  static Path local(std::uint32_t I) { return {Root::Local, I, {}, {}, 0, 0}; }
  static Path callResult(std::uint32_t I) { return {Root::CallResult, I, {}, {}, 0, 0}; }
  static Path resource(SharedText N) { return {Root::Resource, 0, std::move(N), {}, 0, 0}; }
  static Path unknown() { return {}; }

  bool isUnknown() const { return Kind == Root::Unknown; }

  /// Is this what the location held before: the value loaded from Where?
  bool restores(const Path &Where) const;

  /// The same address, `Delta` bytes further.
  Path plus(std::int64_t Delta) const {
    Path P = *this;
    P.Offset = addOffsets(P.Offset, Delta);
    return P;
  }

  /// The value stored at this address.
  Path load(bool Owning, SharedText Owner) const {
    Path P = *this;
    P.Loads.push_back({P.Span ? UnknownOffset : P.Offset, Owning, std::move(Owner)});
    P.Offset = 0;
    P.Span = 0;
    return P;
  }
};

/// May [A, A + SizeA) and [B, B + SizeB) overlap, both relative to A's base?
bool meet(const Path &A, std::uint64_t SizeA, std::int64_t B, std::uint64_t SizeB);

/// For listings and tests: `param1[16]->+8`, `global hits`, `local2`.
std::string str(const Path &P);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_PATH_H
