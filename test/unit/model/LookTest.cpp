//===- LookTest.cpp - Do effects that look alike meet the same others? ----===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A matrix compares effects that look alike once. Random effects, and of each some that
// differ from it in one field: whatever looks the same has to get the same answer.
//
//===----------------------------------------------------------------------===//

#include "pass/model/Conflict.h"

#include <catch2/catch.hpp>

#include <map>
#include <random>

using namespace polychrome::model;

namespace {

/// A session with a vector of jobs and a buffer, and a job that has pointers of its own.
RecordSet records() {
  UnitInfo U;
  U.Types = {{"session#1",
              64,
              {{0, 8, "", "id_"},
               {8, 24, "std::vector#1", "jobs_", "std::vector<job, std::allocator<job> >"},
               {32, 32, "[]", "buffer_"}}},
             {"job#1", 16, {{0, 8, "*", "next_"}, {8, 8, "", "size_"}}},
             {"room#1", 80, {{0, 64, "session#1", "first_"}, {64, 16, "job#1", "job_"}}}};
  U.TbaaTypes = {{"session#1", 64, {{0, 8, "long", "id_"}}},
                 {"job#1", 16, {{0, 8, "any pointer", "next_"}, {8, 8, "long", "size_"}}}};
  U.Globals = {{"lobby", "lobby", "room#1", 80, {}, {}},
               {"hits", "hits", "", 8, {}, {}},
               {"sessions", "sessions", "session#1", 256, {}, {}}};
  RecordSet R;
  R.Units = {U};
  return R;
}

/// Few values of each field, so that many are equal.
class Generator {
public:
  explicit Generator(unsigned Seed) : Random(Seed) {}

  HandlerEffect effect() {
    HandlerEffect E;
    place(E);
    for (unsigned Field = 0; Field != Fields; ++Field)
      set(E, Field);
    return E;
  }

  /// The same but for one field, which may get the value that it has.
  HandlerEffect like(HandlerEffect E) {
    set(E, below(Fields));
    return E;
  }

private:
  static constexpr unsigned Fields = 15;
  std::mt19937 Random;

  unsigned below(unsigned N) { return unsigned(Random() % N); }
  bool one(unsigned Of) { return below(Of) == 0; }

  template <std::size_t N> const char *any(const char *const (&Of)[N]) { return Of[below(N)]; }

  const char *container() {
    static const char *const Containers[] = {
        "std::_Vector_base<job, std::allocator<job> >::_Vector_impl_data",
        "std::_Vector_base<int, std::allocator<int> >::_Vector_impl_data",
        "std::_Vector_base<session, std::allocator<session> >::_Vector_impl_data",
        "std::__detail::_List_node_base<session>",
        "std::__detail::_List_node_base<job *>",
        "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >",
        ""};
    return any(Containers);
  }

  const char *type() {
    static const char *const Types[] = {"session#1", "job#1", "room#1", ""};
    return any(Types);
  }

  /// What sort of region it is, and a path that fits it.
  void place(HandlerEffect &E) {
    using Kind = Region::Kind;
    static const Kind Kinds[] = {Kind::Context,  Kind::Context, Kind::Context, Kind::Global,
                                 Kind::Global,   Kind::Any,     Kind::Any,     Kind::Any,
                                 Kind::Resource, Kind::Unknown};
    Region &R = E.Where;
    R.What = Kinds[below(10)];
    const bool Keyed = R.What == Kind::Context, Global = R.What == Kind::Global;
    E.What.Where = Global ? Path::global("lobby") : Path::param(0);
    if (Keyed)
      E.What.Where = E.What.Where.load(false, "");
    R.Owned = (Keyed || Global) && one(2);
    R.InClosure = R.What == Kind::Any && one(2);
    if (R.Owned || R.InClosure)
      E.What.Where.Loads.push_back({8, true, container()});
  }

  void set(HandlerEffect &E, unsigned Field) {
    static const char *const Names[] = {"lobby", "hits", "sessions", "elsewhere"};
    static const char *const Tags[] = {"long", "any pointer", "int", "omnipotent char",
                                       ReferenceCount};
    Region &R = E.Where;
    std::vector<Load> &Loads = E.What.Where.Loads;
    switch (Field) {
    case 0:
      E.What.How = Mode(below(3));
      break;
    case 1:
      E.What.Final = one(6);
      break;
    case 2:
      E.Shared = one(4);
      break;
    case 3:
      E.What.Tag = {one(2) ? type() : "", any(Tags), std::int64_t(8 * below(2))};
      break;
    case 4:
      E.What.Object = type();
      break;
    case 5:
      E.What.ObjectOffset = 8 * below(2);
      break;
    case 6:
      E.What.Size = one(5) ? UnknownSize : 8;
      break;
    case 7:
      E.What.Where.Offset = one(5) ? UnknownOffset : std::int64_t(8 * below(3));
      break;
    case 8:
      E.What.Where.Span = one(3) ? 16 : 0;
      break;
    case 9:
      R.Name = any(Names);
      break;
    case 10:
      R.Slot = 8 * below(2);
      break;
    case 11:
      R.Lo = 8 * below(3);
      R.Hi = one(5) ? std::numeric_limits<std::int64_t>::max() : R.Lo + 8;
      break;
    case 12:
      R.HolderType = R.Owned ? type() : "";
      break;
    case 14:
      R.HolderAt = R.Owned ? 8 * below(3) : 0;
      break;
    case 13:
      setWay(E, Loads);
      break;
    }
  }

  /// Another way to what containers own; the region has the innermost one's type.
  void setWay(HandlerEffect &E, std::vector<Load> &Loads) {
    if (!E.Where.Owned && !E.Where.InClosure)
      return;
    const std::size_t First = E.Where.What == Region::Kind::Context ? 1 : 0;
    Loads.resize(First + 1 + below(2));
    for (std::size_t I = First; I != Loads.size(); ++I)
      Loads[I] = {one(5) ? UnknownOffset : std::int64_t(8 * below(4)), true, container()};
    E.Where.OwnerType = Loads.back().Owner;
  }
};

CellBits once(const HandlerEffect &A, const HandlerEffect &B, const Types &T) {
  TypesMeet Meet(T);
  return conflict(A, B, Meet);
}

bool same(const CellBits &A, const CellBits &B) { return A == B && A.Compare == B.Compare; }

} // namespace

TEST_CASE("effects that look alike meet the same others") {
  const Types Known{records()};
  unsigned Alike = 0, Different = 0;
  for (unsigned Seed = 0; Seed != 200; ++Seed) {
    Generator Make(Seed);
    std::vector<HandlerEffect> Effects;
    for (unsigned I = 0; I != 40; ++I) {
      Effects.push_back(Make.effect());
      Effects.push_back(Make.like(Effects.back()));
      Effects.push_back(Make.like(Effects[Effects.size() - 2]));
    }
    TypesMeet Meet(Known);
    std::map<Look, const HandlerEffect *> First;
    for (const HandlerEffect &E : Effects) {
      const HandlerEffect &Other = *First.try_emplace(look(E, Meet), &E).first->second;
      Different += &Other == &E;
      if (&Other == &E)
        continue;
      ++Alike;
      for (const HandlerEffect &With : Effects) {
        // Bytes behind keys are compared apart, by their types.
        if (keyedSort(E) && keyedSort(With))
          continue;
        if (!same(once(E, With, Known), once(Other, With, Known)) ||
            !same(once(With, E, Known), once(With, Other, Known))) {
          INFO("seed " << Seed << ", effects " << &E - Effects.data() << ", "
                       << &Other - Effects.data() << " with " << &With - Effects.data());
          FAIL("they look alike");
        }
      }
    }
  }
  CHECK(Alike > 500);
  CHECK(Different > 500);
}

TEST_CASE("effects behind keys on objects of other types meet as their sorts say") {
  const Types Known{records()};
  unsigned Compared = 0;
  for (unsigned Seed = 0; Seed != 200; ++Seed) {
    Generator Make(Seed);
    std::vector<HandlerEffect> Keyed;
    while (Keyed.size() != 40)
      if (HandlerEffect E = Make.effect(); keyedSort(E))
        Keyed.push_back(std::move(E));
    std::map<std::pair<KeyedSort, KeyedSort>, CellBits> Answers;
    for (const HandlerEffect &A : Keyed)
      for (const HandlerEffect &B : Keyed) {
        if (keyedType(A) == keyedType(B) && keyedType(A) != UnknownType)
          continue;
        ++Compared;
        const CellBits Found = once(A, B, Known);
        INFO("seed " << Seed << ", effects " << &A - Keyed.data() << ", " << &B - Keyed.data());
        REQUIRE(same(Found, otherTypes(A, B)));
        REQUIRE(
            same(Found, Answers.try_emplace({*keyedSort(A), *keyedSort(B)}, Found).first->second));
      }
  }
  CHECK(Compared > 1000);
}

TEST_CASE("a conflict is the same from either side") {
  const Types Known{records()};
  for (unsigned Seed = 0; Seed != 200; ++Seed) {
    Generator Make(Seed);
    std::vector<HandlerEffect> Effects;
    for (unsigned I = 0; I != 60; ++I)
      Effects.push_back(Make.effect());
    for (const HandlerEffect &A : Effects)
      for (const HandlerEffect &B : Effects)
        if (!same(once(A, B, Known), once(B, A, Known))) {
          INFO("seed " << Seed << ", effects " << &A - Effects.data() << ", "
                       << &B - Effects.data());
          FAIL("the order matters");
        }
  }
}
