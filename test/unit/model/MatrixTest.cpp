//===- MatrixTest.cpp - Is the matrix that of every pair of effects? ------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Matrix.h"

#include "pass/model/Conflict.h"

#include <catch2/catch.hpp>

#include <random>

using namespace polychrome::model;

namespace {

/// Few values of each, so that some are equal.
class Generator {
public:
  explicit Generator(unsigned Seed) : Random(Seed) {}

  Program program(unsigned Rows) {
    Program P;
    for (unsigned I = 0; I != Rows; ++I) {
      Row R;
      R.Id = I;
      R.Exclusive = one(12);
      for (unsigned N = below(6); N != 0; --N)
        R.Effects.push_back(effect());
      P.Rows.push_back(std::move(R));
    }
    return P;
  }

private:
  std::mt19937 Random;

  unsigned below(unsigned N) { return unsigned(Random() % N); }
  bool one(unsigned Of) { return below(Of) == 0; }

  HandlerEffect effect() {
    static const char *const Types[] = {"a", "b", "c", ""};
    HandlerEffect E;
    E.What.How = Mode(below(3));
    E.What.Final = one(8);
    E.Shared = one(4);
    if (one(8))
      E.What.Tag.Access = ReferenceCount;
    E.What.Object = Types[below(4)];
    E.What.Size = one(6) ? UnknownSize : 8;
    E.What.Where = Path::param(0).load(false, "");
    E.What.Where.Offset = one(6) ? UnknownOffset : std::int64_t(8 * below(3));
    place(E);
    return E;
  }

  void place(HandlerEffect &E) {
    using Kind = Region::Kind;
    static const Kind Kinds[] = {Kind::Context,  Kind::Context, Kind::Context, Kind::Global,
                                 Kind::Resource, Kind::Any,     Kind::Unknown};
    E.Where.What = Kinds[below(one(10) ? 7 : 6)];
    E.Where.Name = one(2) ? "first" : "second";
    E.Where.Slot = 8 * below(2);
    E.Where.Lo = 8 * below(3);
    E.Where.Hi = E.Where.Lo + 8;
    if (!one(4) || (E.Where.What != Kind::Context && E.Where.What != Kind::Global))
      return;
    E.Where.Owned = true;
    E.Where.OwnerType = "std::_Vector_base<int, std::allocator<int> >::_Vector_impl_data";
    E.What.Where.Loads.push_back({8, true, E.Where.OwnerType});
  }
};

/// By definition: nothing is remembered.
CellBits once(const HandlerEffect &X, const HandlerEffect &Y, const Types &T) {
  TypesMeet Meet(T);
  return conflict(X, Y, Meet);
}

CellBits cell(const Row &A, const Row &B, const Types &T) {
  CellBits Out;
  for (const HandlerEffect &X : A.Effects)
    for (const HandlerEffect &Y : B.Effects) {
      CellBits Bits = once(X, Y, T);
      Out.Global |= Bits.Global;
      Out.Context |= Bits.Context;
      Out.Compare |= Bits.Compare;
    }
  Out.Global |= A.Exclusive || B.Exclusive;
  return Out;
}

/// Has the row to claim this effect's bytes?
bool needed(const Row &A, const HandlerEffect &X, const Program &P, const Types &T) {
  for (const Row &B : P.Rows)
    for (const HandlerEffect &Y : B.Effects) {
      CellBits Bits = once(X, Y, T);
      if ((Bits.Context || Bits.Compare) && !P.bits(A.Id, B.Id).Global)
        return true;
    }
  return false;
}

/// A write of the bytes meets whatever a read of them meets.
bool claimed(const Row &R, const HandlerEffect &E) {
  for (const KeyClaim &C : R.Claims)
    if (C.Slot == E.Where.Slot && C.Owned == E.Where.Owned && C.Lo <= E.Where.Lo &&
        E.Where.Hi <= C.Hi && (C.Write || E.What.How == Mode::Read))
      return true;
  return false;
}

} // namespace

TEST_CASE("a cell has the bits of all pairs of effects of its two rows") {
  const Types None{RecordSet()};
  for (unsigned Seed = 0; Seed != 200; ++Seed) {
    Program P = Generator(Seed).program(12);
    fillMatrix(P, None);
    for (const Row &A : P.Rows)
      for (const Row &B : P.Rows)
        if (P.bits(A.Id, B.Id) != cell(A, B, None)) {
          INFO("seed " << Seed << ", rows " << A.Id << " and " << B.Id);
          FAIL("the matrix differs from the effects");
        }
  }
}

TEST_CASE("a row claims what one of its conflicts compares, where both rows may run together") {
  const Types None{RecordSet()};
  for (unsigned Seed = 0; Seed != 200; ++Seed) {
    Program P = Generator(Seed).program(8);
    fillMatrix(P, None);
    for (const Row &R : P.Rows)
      for (const HandlerEffect &E : R.Effects)
        if (E.Where.What == Region::Kind::Context && needed(R, E, P, None) && !claimed(R, E)) {
          INFO("seed " << Seed << ", row " << R.Id);
          FAIL("an effect behind a key is not claimed");
        }
  }
}

TEST_CASE("bytes that a row writes are not claimed as read, too") {
  const Types None{RecordSet()};
  std::size_t Reads = 0;
  for (unsigned Seed = 0; Seed != 200; ++Seed) {
    Program P = Generator(Seed).program(8);
    fillMatrix(P, None);
    for (const Row &R : P.Rows)
      for (const KeyClaim &Read : R.Claims)
        for (const KeyClaim &Write : R.Claims)
          if (!Read.Write && Write.Write && Read.Slot == Write.Slot && Read.Owned == Write.Owned) {
            ++Reads;
            CHECK((Read.Lo < Write.Lo || Write.Hi < Read.Hi));
          }
  }
  CHECK(Reads > 10);
}

TEST_CASE("a row that conflicts with all others claims nothing") {
  const Types None{RecordSet()};
  Program P = Generator(1).program(8);
  for (Row &R : P.Rows)
    R.Exclusive = true;
  fillMatrix(P, None);
  for (const Row &R : P.Rows)
    CHECK(R.Claims.empty());
}

TEST_CASE("each cell with a bit has reasons that set it, unless a row is exclusive") {
  const Types None{RecordSet()};
  for (unsigned Seed = 0; Seed != 50; ++Seed) {
    Program P = Generator(Seed).program(8);
    fillMatrix(P, None);
    explainCells(P, None);
    for (const Cell &C : P.Cells) {
      const Row &A = P.Rows[C.A], &B = P.Rows[C.B];
      CellBits Shown;
      Shown.Global = A.Exclusive || B.Exclusive;
      for (const Reason &R : C.Reasons) {
        CellBits Bits = once(A.Effects[R.A], B.Effects[R.B], None);
        CHECK(Bits.any());
        (R.Context ? Shown.Context : Shown.Global) = true;
      }
      CHECK(Shown.Global == C.Bits.Global);
      CHECK(Shown.Context == C.Bits.Context);
    }
  }
}
