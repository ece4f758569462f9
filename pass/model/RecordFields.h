//===- RecordFields.h - The fields of what records hold ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One description of the fields, the `fields` overloads, serves both directions (RecordWriter.cpp,
// RecordReader.cpp). They take every struct apart with a structured binding, so a member that is
// added to Summary.h and forgotten here does not compile.
//
// What a record says over and over is in a table of its kind, in the payload before the value
// itself, and a number takes its place: `Repeated` lists the kinds. An entry may use those of the
// tables before its own.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_RECORDFIELDS_H
#define POLYCHROME_MODEL_RECORDFIELDS_H

#include "pass/model/Records.h"

#include <concepts>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <vector>

namespace polychrome::model {

using Repeated =
    std::tuple<Location, TypeTag, std::vector<Frame>, std::vector<Load>, Path, ValueSet>;

template <class T, class List> inline constexpr bool IsIn = false;
template <class T, class... Ts>
inline constexpr bool IsIn<T, std::tuple<Ts...>> = (std::same_as<T, Ts> || ...);
template <class T>
concept InTable = IsIn<T, Repeated>;

/// A table, as the writer or the reader has one, for each kind.
template <template <class> class Table, class List> struct TablesOf;
template <template <class> class Table, class... Ts> struct TablesOf<Table, std::tuple<Ts...>> {
  using Type = std::tuple<Table<Ts>...>;
};

template <class T, class U>
concept Is = std::same_as<std::remove_const_t<T>, U>;

inline void fields(auto &A, Is<Location> auto &X) {
  auto &[File, Line, Column] = X;
  A(File, Line, Column);
}
inline void fields(auto &A, Is<Frame> auto &X) {
  auto &[Function, At] = X;
  A(Function, At);
}
inline void fields(auto &A, Is<Load> auto &X) {
  auto &[Offset, Owning, Owner] = X;
  A(Offset, Owning, Owner);
}
inline void fields(auto &A, Is<Path> auto &X) {
  auto &[Kind, Index, Name, Loads, Offset, Span] = X;
  A(Kind, Index, Name, Loads, Offset, Span);
}
inline void fields(auto &A, Is<TypeTag> auto &X) {
  auto &[Base, Access, Offset] = X;
  A(Base, Access, Offset);
}
inline void fields(auto &A, Is<Effect> auto &X) {
  auto &[Where, Size, How, Tag, Object, ObjectOffset, Final, At, Via, Assumed, Note] = X;
  A(Where, Size, How, Tag, Object, ObjectOffset, Final, At, Via, Assumed, Note);
}
inline void fields(auto &A, Is<ValueSet> auto &X) {
  auto &[Values, Any, Dropped] = X;
  A(Values, Any, Dropped);
}
inline void fields(auto &A, Is<Store> auto &X) {
  auto &[Where, What] = X;
  A(Where, What);
}
inline void fields(auto &A, Is<Post> auto &X) {
  auto &[Handler, Closure] = X;
  A(Handler, Closure);
}
inline void fields(auto &A, Is<LocalObject> auto &X) {
  auto &[Contents] = X;
  A(Contents);
}
inline void fields(auto &A, Is<CallSite> auto &X) {
  auto &[Id, Kind, Callee, Slot, Target, Args, Final, Owner, At, Via] = X;
  A(Id, Kind, Callee, Slot, Target, Args, Final, Owner, At, Via);
}
inline void fields(auto &A, Is<Predicate> auto &X) {
  auto &[Offset, Size, Mask, Value, Label] = X;
  A(Offset, Size, Mask, Value, Label);
}
inline void fields(auto &A, Is<Body> auto &X) {
  auto &[When, Effects, Locals, Stores, Calls, Posts, Returns, Published, PublishedAll, Exclusive,
         Pinned, Why] = X;
  A(When, Effects, Locals, Stores, Calls, Posts, Returns, Published, PublishedAll, Exclusive,
    Pinned, Why);
}
inline void fields(auto &A, Is<Binding> auto &X) {
  auto &[Handler, Target, Offset, Member] = X;
  A(Handler, Target, Offset, Member);
}
inline void fields(auto &A, Is<SlotName> auto &X) {
  auto &[Offset, Name] = X;
  A(Offset, Name);
}
inline void fields(auto &A, Is<FunctionSummary> auto &X) {
  auto &[Symbol, Name, At, Kind, Strand, Bound, Slots, NumParams, Bodies] = X;
  A(Symbol, Name, At, Kind, Strand, Bound, Slots, NumParams, Bodies);
}
inline void fields(auto &A, Is<VirtualEntry> auto &X) {
  auto &[TypeId, Slot, Symbol] = X;
  A(TypeId, Slot, Symbol);
}
inline void fields(auto &A, Is<Member> auto &X) {
  auto &[Offset, Size, Type, Name, Holds] = X;
  A(Offset, Size, Type, Name, Holds);
}
inline void fields(auto &A, Is<TypeLayout> auto &X) {
  auto &[Name, Size, Members] = X;
  A(Name, Size, Members);
}
inline void fields(auto &A, Is<GlobalInfo> auto &X) {
  auto &[Name, Display, Type, Size, At, Resources, OnlyRead, LeadsToConstants] = X;
  A(Name, Display, Type, Size, At, Resources, OnlyRead, LeadsToConstants);
}
inline void fields(auto &A, Is<AliasInfo> auto &X) {
  auto &[Name, Variable, Offset] = X;
  A(Name, Variable, Offset);
}
inline void fields(auto &A, Is<OwnerFlow> auto &X) {
  auto &[To, From] = X;
  A(To, From);
}
inline void fields(auto &A, Is<UnitInfo> auto &X) {
  auto &[Name, Instrumented, Types, TbaaTypes, Globals, Virtuals, Owners, Uniques, Aliases] = X;
  A(Name, Instrumented, Types, TbaaTypes, Globals, Virtuals, Owners, Uniques, Aliases);
}
inline void fields(auto &A, Is<LinkInfo> auto &X) {
  auto &[Program, Complete, Plain] = X;
  A(Program, Complete, Plain);
}

constexpr Mode lastOf(Mode) { return Mode::CommuteXor; }
constexpr Root lastOf(Root) { return Root::Unknown; }
constexpr CallKind lastOf(CallKind) { return CallKind::Registered; }
constexpr HandlerKind lastOf(HandlerKind) { return HandlerKind::Function; }

/// Zigzag keeps small negative offsets small.
constexpr std::uint64_t zigzag(std::int64_t V) {
  return (static_cast<std::uint64_t>(V) << 1) ^ static_cast<std::uint64_t>(V >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t V) {
  return static_cast<std::int64_t>((V >> 1) ^ (0 - (V & 1)));
}

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_RECORDFIELDS_H
