//===- Program.h - The linked program: handlers, rows, matrix ---*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the runtime schedules by and what `polychrome matrix` prints. Made by
// link() from every unit's records; immutable afterwards, so any thread may read
// it. It owns all its strings.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_PROGRAM_H
#define POLYCHROME_MODEL_PROGRAM_H

#include "pass/model/Summary.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace polychrome::model {

/// The end of bytes whose end is not known.
inline constexpr std::int64_t Highest = std::numeric_limits<std::int64_t>::max();

/// A region that a person can read: "global hits", "context this.count_".
struct Region {
  enum class Kind : std::uint8_t {
    Private,  ///< the invocation's own: never a conflict
    Context,  ///< relative to a key: the pointer at closure byte Slot
    Global,   ///< a global variable's bytes
    Any,      ///< some object of a type, whichever instance
    Resource, ///< outside memory
    Unknown   ///< anything
  };
  Kind What = Kind::Unknown;
  std::uint32_t Slot = 0; ///< Context: closure offset of the key
  SharedText Name;        ///< Global, Resource: which
  std::int64_t Lo = 0;    ///< Context, Global: first byte
  std::int64_t Hi = 0;    ///< one past the last, or Highest
  /// The access is to storage owned by the pointer field [Lo, Hi), not to the
  /// field itself; OwnerType is the innermost container's type, "" if not known. With
  /// OwnerType alone it is to what the container has of its storage in itself.
  bool Owned = false;
  SharedText OwnerType;
  /// Owned, Context: the struct that the field lies in, and where; "" if not known.
  SharedText HolderType;
  std::int64_t HolderAt = 0;
  /// What a container in the handler's own closure owns: nobody else has that container, but
  /// somebody may have kept a pointer to an element.
  bool InClosure = false;
  auto operator<=>(const Region &) const = default;
};

/// An effect as seen from a handler, with everything substituted.
struct HandlerEffect {
  Effect What; ///< What.Where is rooted in the handler's closure or a global
  Region Where;
  /// The closure holds a shared owner of this memory, so nobody's last release
  /// can happen while the invocation is pending or running.
  bool Shared = false;
  std::string Text; ///< the region for people: "context this.count_"
  /// For people: how the handler's source may spell it, "this->room_->members". Empty where the
  /// way there is not known.
  std::string Spelled;
};

/// A range of bytes relative to a pointer stored in the closure. The runtime
/// evaluates it at dispatch: [*(void**)(closure+Slot) + Lo, ... + Hi).
struct KeyClaim {
  std::uint32_t Slot = 0;
  std::int64_t Lo = 0;
  std::int64_t Hi = 0;
  bool Write = false;
  /// Claims on the storage a field owns never meet claims on bytes themselves.
  bool Owned = false;
  auto operator<=>(const KeyClaim &) const = default;
};

/// Two bits: bit 0 never together, bit 1 together only if all shared keys differ.
struct CellBits {
  bool Global = false;  ///< bit 0
  bool Context = false; ///< bit 1
  /// Types keep the two apart, but both are behind keys, and the runtime compares
  /// addresses all the same. Not shown.
  bool Compare = false;
  /// "00", "01", "10" or "11".
  const char *text() const { return Context ? (Global ? "11" : "10") : (Global ? "01" : "00"); }
  bool any() const { return Global || Context; }
  bool operator==(const CellBits &) const = default;
};

struct Reason {
  bool Context = false; ///< which bit
  std::uint32_t A = 0;  ///< index into row A's effects
  std::uint32_t B = 0;  ///< index into row B's effects
};

struct Cell {
  std::uint32_t A = 0; ///< row, A <= B
  std::uint32_t B = 0;
  CellBits Bits;
  std::vector<Reason> Reasons;
};

/// A function whose address the closure may hold, at Offset.
struct Callee {
  std::uint32_t Offset = 0;
  bool Member = false;           ///< a distance follows that has to be 0
  const void *Address = nullptr; ///< in this process; null offline
  auto operator<=>(const Callee &) const = default;
};

/// An address behind a pointer in the closure: *(std::byte **)(closure + Slot) + Delta.
struct KeyOrigin {
  std::uint32_t Slot = 0;
  std::int64_t Delta = 0;
  auto operator<=>(const KeyOrigin &) const = default;
};

/// A pointer at a byte of a posted closure.
struct PostedPointer {
  std::int64_t Offset = 0;     ///< or UnknownOffset
  bool Known = false;          ///< it is one of From, or to an object that was made just then
  std::vector<KeyOrigin> From; ///< in the closure of the invocation that posts
};

/// What an invocation may hand to the loop. Of bytes of the closure that are not listed,
/// nothing is known.
struct RowPost {
  std::string Handler; ///< its symbol; empty: any handler
  std::vector<PostedPointer> Pointers;
};

/// Bytes of an object that a handler writes.
struct Written {
  std::string Type; ///< the layout's name, or the class's; "*": not known
  std::int64_t Lo = 0, Hi = Highest;

  auto operator<=>(const Written &) const = default;
};

struct Row {
  std::uint32_t Id = 0;
  std::string Name; ///< the handler's name, with " [ok]" or " [error]" where rows are split
  Location At;
  HandlerKind Kind = HandlerKind::None;
  std::string Symbol;
  Predicate When;
  /// Beyond that, the closure has to hold this function's address.
  std::optional<Callee> Bound;
  bool Exclusive = false;
  bool Pinned = false;
  std::string Why; ///< why exclusive or pinned
  /// The closure's byte where the address of a strand lies: the operations that are queued
  /// on it run as a part of this one, and their rows hold too.
  std::optional<std::uint32_t> Queue;
  std::vector<SlotName> Slots;   ///< what the source calls the closure's pointers
  std::vector<std::string> Keys; ///< names of the contexts: "this", "self"
  std::vector<HandlerEffect> Effects;
  std::set<Written> Writes; ///< behind pointers; kept as evidence (Made.h)
  std::vector<KeyClaim> Claims;
  std::vector<RowPost> Posts; ///< sorted; not filled in for what runs alone

  /// What the source calls the pointer at this byte of the closure, or null.
  const std::string *slotName(std::uint32_t Slot) const {
    for (const SlotName &S : Slots)
      if (S.Offset == Slot)
        return &S.Name.str();
    return nullptr;
  }
};

/// A handler function as dispatch sees it: its rows in the order to try. If none applies,
/// the invocation runs alone.
struct Entry {
  std::string Symbol;
  HandlerKind Kind = HandlerKind::None;
  /// The function in this process; null offline.
  const void *Address = nullptr;
  std::uint32_t FirstRow = 0;
  std::uint32_t NumRows = 0;
};

struct Unit {
  std::string Name;
  bool Instrumented = true;
};

struct Program {
  std::vector<Unit> Units;
  std::vector<Row> Rows;
  std::vector<Entry> Entries; ///< sorted by Address, then Symbol
  std::vector<Cell> Cells;    ///< for people: pairs A <= B whose bits are not 00, sorted
  /// Square, row-major: Rows.size() squared entries.
  std::vector<CellBits> Matrix;

  CellBits bits(std::uint32_t A, std::uint32_t B) const { return Matrix[A * Rows.size() + B]; }
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_PROGRAM_H
