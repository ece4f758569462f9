//===- Summary.h - What one function may do ---------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The records that a translation unit publishes. A Summary is a value: it can be
// written to a section, read back, substituted at a call and compared. It holds
// no reference to the IR it came from, and this library includes no LLVM header:
// the pass fills it in, the runtime and the `polychrome` command link it.
//
// Soundness: whatever the pass cannot describe must appear as an effect on
// Path::unknown() (or as a call to an unknown target). Absence of an effect is a
// claim that the function does not have it.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_SUMMARY_H
#define POLYCHROME_MODEL_SUMMARY_H

#include "pass/model/Mode.h"
#include "pass/model/Path.h"
#include "pass/model/SharedText.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace polychrome::model {

struct Location {
  SharedText File;
  std::uint32_t Line = 0; ///< 1-based; 0 where no line table says
  std::uint32_t Column = 0;
  auto operator<=>(const Location &) const = default;
};

/// One step of the call chain from a handler to an access.
struct Frame {
  SharedText Function; ///< qualified name, no parameters
  Location At;         ///< the call's location in the caller
  auto operator<=>(const Frame &) const = default;
};

/// The type by which memory was accessed, from TBAA: `Access` is the scalar's
/// type, `Base`/`Offset` the struct it was reached through. An empty Access may
/// alias anything (char, no TBAA).
struct TypeTag {
  SharedText Base;
  SharedText Access;
  std::int64_t Offset = 0;
  auto operator<=>(const TypeTag &) const = default;
};

/// The tag of the counts in a control block, which only models access.
inline constexpr const char *ReferenceCount = "reference count";

/// The tag of an effect that says that an object is made in memory which may have been
/// another object's.
inline constexpr const char *ObjectBegins = "object begins";

/// The tag of an effect that is no access: whatever is queued on the strand there is run.
inline constexpr const char *StrandQueue = "strand's queue";

struct Effect {
  Path Where;             ///< first byte
  std::uint64_t Size = 0; ///< bytes, or UnknownSize
  Mode How = Mode::Write;
  TypeTag Tag;
  /// The struct type that the address was indexed as, and the offset (counted as
  /// Where.Offset is) at which that struct begins; empty if not known.
  SharedText Object;
  std::int64_t ObjectOffset = 0;
  /// Happens only when the last shared owner of this memory lets go of it.
  bool Final = false;
  Location At;
  std::vector<Frame> Via; ///< outermost call first
  SharedText Assumed;     ///< "models/libc.txt:41", or empty
  SharedText Note;        ///< for unknown effects: what could not be analysed
  auto operator<=>(const Effect &) const = default;
};

/// The values that an expression may have. An empty set is "no pointer".
struct ValueSet {
  std::vector<Path> Values; ///< sorted, unique
  bool Any = false;         ///< may also be anything else
  /// "Anything else" includes addresses that were known, but were too many.
  bool Dropped = false;
  auto operator<=>(const ValueSet &) const = default;
};

/// Pointers that may be left at an address outside the function's local objects.
struct Store {
  Path Where;
  ValueSet What;
  auto operator<=>(const Store &) const = default;
};

/// An operation that the function may hand to the loop.
struct Post {
  SharedText Handler; ///< the symbol of what completes it; empty: whatever waits somewhere
  ValueSet Closure;   ///< the address of the handler's closure
  auto operator<=>(const Post &) const = default;
};

/// A stack variable or an object allocated by this invocation, and what pointers
/// its function stored in it (flow-insensitively). Nobody else reaches it before
/// the invocation has returned except through a location that the invocation also
/// writes, so accesses to it are no effects. A path that loads from it stands for
/// what a callee may have stored there; link() finds out.
struct LocalObject {
  std::vector<std::pair<std::int64_t, ValueSet>> Contents; ///< by offset
  auto operator<=>(const LocalObject &) const = default;
};

enum class CallKind : std::uint8_t {
  Direct,    ///< Callee is a symbol whose summary may be in another unit
  Virtual,   ///< Callee is a class's type id, Slot a byte offset in its vtable
  Indirect,  ///< Callee is empty, Target holds the values of the pointer
  Modelled,  ///< Callee's model is among the effects; a unit may define another one
  Inside,    ///< a library calls any virtual function of Callee, a type id of its own
             ///< whose overrides are modelled unless a unit adds one
  Disposal,  ///< as Virtual, of an object that dies without anybody else knowing it
  Registered ///< a library calls what units registered under the name Callee
};

struct CallSite {
  std::uint32_t Id = 0; ///< what Path::callResult() refers to
  CallKind Kind = CallKind::Direct;
  SharedText Callee;
  std::uint64_t Slot = 0;
  ValueSet Target;
  std::vector<ValueSet> Args;
  /// Runs only when the last shared owner lets go of argument 0.
  bool Final = false;
  /// The T of the std::shared_ptr<T> that lets go; empty if not known.
  SharedText Owner;
  Location At;
  std::vector<Frame> Via;
  auto operator<=>(const CallSite &) const = default;
};

/// When a row applies: `(load(closure + Offset, Size) & Mask) == Value`.
struct Predicate {
  std::uint32_t Offset = 0;
  std::uint8_t Size = 0; ///< 1, 2, 4 or 8 bytes; 0: always
  std::uint64_t Mask = 0;
  std::uint64_t Value = 0;
  SharedText Label; ///< "ok", "error"; empty if there is but one row
  auto operator<=>(const Predicate &) const = default;
};

struct Body {
  Predicate When;
  std::vector<Effect> Effects;
  std::vector<LocalObject> Locals;
  std::vector<Store> Stores; ///< sorted by Where
  std::vector<CallSite> Calls;
  std::vector<Post> Posts; ///< sorted; those of callees are theirs
  ValueSet Returns;
  /// The addresses stored into memory that others may reach, as far as they can lead
  /// to local objects (of this function or its callers).
  std::vector<Path> Published;
  bool PublishedAll = false; ///< too many to list: every local object
  bool Exclusive = false;    ///< must run alone; Why says why
  bool Pinned = false;       ///< must run on the thread that called run()
  SharedText Why;
  auto operator<=>(const Body &) const = default;
};

enum class HandlerKind : std::uint8_t {
  None,       ///< a plain function
  Asio,       ///< a do_complete(owner, op, ec, n); parameter 1 is the closure
  Posted,     ///< executor_function::complete(impl, call); parameter 0 is the closure
  Trampoline, ///< executor_op<executor_function>: the row is that of a Posted one
  Function    ///< POLYCHROME_HANDLER; parameter i is at closure byte 8*i
};

/// The summary is a handler's, for closures that hold the address of one function.
struct Binding {
  SharedText Handler;       ///< the handler's symbol; empty: it is no such summary
  SharedText Target;        ///< the function's, whose address comes with the record
  std::uint32_t Offset = 0; ///< of the address in the closure
  bool Member = false;      ///< a distance follows, and is 0
  auto operator<=>(const Binding &) const = default;
};

/// What the source calls a pointer in a handler's closure. For people.
struct SlotName {
  std::uint32_t Offset = 0; ///< of the pointer in the closure
  SharedText Name;          ///< "this", "self"
  auto operator<=>(const SlotName &) const = default;
};

struct FunctionSummary {
  SharedText Symbol; ///< mangled; made up where Bound says something
  SharedText Name;   ///< as shown to people
  Location At;
  HandlerKind Kind = HandlerKind::None;
  bool Strand = false; ///< runs the operations that are queued on a strand
  Binding Bound;
  std::vector<SlotName> Slots; ///< sorted; those of which the name is known
  std::uint32_t NumParams = 0;
  /// At least one. Rows are tried in order; the last one's predicate is `always`.
  std::vector<Body> Bodies;
  auto operator<=>(const FunctionSummary &) const = default;
};

/// A vtable's function at a byte offset from the address point of class TypeId. Also a
/// function that is registered with a library: TypeId then is the name of the occasion on
/// which it is called, and Symbol is empty where the function is not known.
struct VirtualEntry {
  SharedText TypeId;
  std::uint64_t Slot = 0;
  SharedText Symbol;
  auto operator<=>(const VirtualEntry &) const = default;
};

/// A struct's members, one level deep. `Type` is a struct name, "" for a scalar
/// and "*" for storage that may hold objects of any type (unions, byte arrays).
struct Member {
  std::uint64_t Offset = 0;
  std::uint64_t Size = 0;
  SharedText Type;
  SharedText Name; ///< the field's source name where known
  /// Of a type of the library: that type's text, with its arguments, where known.
  SharedText Holds = {};
  auto operator<=>(const Member &) const = default;
};

struct TypeLayout {
  SharedText Name;
  std::uint64_t Size = 0;
  std::vector<Member> Members;
  auto operator<=>(const TypeLayout &) const = default;
};

struct GlobalInfo {
  SharedText Name;    ///< symbol; internal ones get the unit's name in front
  SharedText Display; ///< qualified source name
  SharedText Type;    ///< struct name, "" scalar, "{}" unnamed struct, "*" untyped storage
  std::uint64_t Size = 0;
  Location At;
  /// What outside memory the variable stands for: "stdout" for std::cout.
  std::vector<std::string> Resources;
  bool OnlyRead = false;         ///< by all code of the unit, and its address goes nowhere
  bool LeadsToConstants = false; ///< the unit gives it its value, whose pointers lead to those
  auto operator<=>(const GlobalInfo &) const = default;
};

/// A second name for a place in a variable.
struct AliasInfo {
  SharedText Name;
  SharedText Variable;
  std::int64_t Offset = 0;
  auto operator<=>(const AliasInfo &) const = default;
};

/// A control block's way: what a std::shared_ptr<From> or weak_ptr<From> owns may come
/// into a std::shared_ptr<To>. From may also be a control block's class, by its type id
/// ("_ZTS..."), of which one is made for a shared_ptr<To>.
struct OwnerFlow {
  SharedText To;
  SharedText From;
  auto operator<=>(const OwnerFlow &) const = default;
};

/// As From: any control block; as To: every type.
inline constexpr const char *AnyOwner = "?";

/// One per translation unit.
struct UnitInfo {
  SharedText Name;
  bool Instrumented = true;
  std::vector<TypeLayout> Types;
  /// TBAA struct nodes: member offsets and member type names.
  std::vector<TypeLayout> TbaaTypes;
  std::vector<GlobalInfo> Globals;
  std::vector<VirtualEntry> Virtuals;
  std::vector<OwnerFlow> Owners;
  /// The same of std::unique_ptr<T>s; from AnyOwner where it may not be the only one.
  std::vector<OwnerFlow> Uniques;
  std::vector<AliasInfo> Aliases;
  auto operator<=>(const UnitInfo &) const = default;
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_SUMMARY_H
