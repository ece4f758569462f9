//===- SplitRowsTest.cpp - Tests of rows by outcome -----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/SplitRows.h"

#include <catch2/catch.hpp>

using namespace polychrome::model;

namespace {

/// Two entries of two rows each, and a matrix of nothing but 10.
Program twoByTwo() {
  Program P;
  for (std::uint32_t I = 0; I != 4; ++I) {
    Row R;
    R.Id = I;
    R.Name = I < 2 ? "read" : "write";
    R.When.Label = I % 2 ? "error" : "ok";
    R.When.Size = I % 2 ? 0 : 8;
    P.Rows.push_back(std::move(R));
  }
  for (std::uint32_t I = 0; I != 2; ++I) {
    Entry E;
    E.Symbol = I ? "w" : "r";
    E.FirstRow = 2 * I;
    E.NumRows = 2;
    P.Entries.push_back(std::move(E));
  }
  P.Matrix.assign(16, CellBits{false, true, false});
  return P;
}

void set(Program &P, std::uint32_t A, std::uint32_t B, CellBits Bits) {
  P.Matrix[A * P.Rows.size() + B] = P.Matrix[B * P.Rows.size() + A] = Bits;
}

std::vector<std::string> names(const Program &P) {
  std::vector<std::string> Out;
  for (const Row &R : P.Rows)
    Out.push_back(R.Name);
  return Out;
}

} // namespace

TEST_CASE("outcomes that conflict alike are one row without a label") {
  Program P = twoByTwo();
  joinEqualRows(P);
  nameOutcomes(P);
  CHECK(names(P) == std::vector<std::string>{"read", "write"});
  CHECK(P.Matrix.size() == 4);
  CHECK(P.Entries[1].FirstRow == 1);
  CHECK(P.Entries[1].NumRows == 1);
  CHECK(P.Rows[1].Id == 1);
  // The one that is left applies always.
  CHECK(P.Rows[0].When.Size == 0);
}

TEST_CASE("outcomes that differ in one cell stay apart, and their names say which is which") {
  Program P = twoByTwo();
  set(P, 1, 3, {true, true, false});
  joinEqualRows(P);
  nameOutcomes(P);
  CHECK(names(P) ==
        std::vector<std::string>{"read [ok]", "read [error]", "write [ok]", "write [error]"});
}

TEST_CASE("one handler is joined while another stays split") {
  Program P = twoByTwo();
  set(P, 0, 0, {false, false, false});
  joinEqualRows(P);
  nameOutcomes(P);
  CHECK(names(P) == std::vector<std::string>{"read [ok]", "read [error]", "write"});
  CHECK(P.Entries[0].NumRows == 2);
  CHECK(P.Entries[1].FirstRow == 2);
  CHECK(P.Entries[1].NumRows == 1);
  CHECK_FALSE(P.bits(0, 0).any());
  CHECK(P.bits(1, 2).Context);
}

TEST_CASE("an outcome that dispatch compares keys for is not joined with one that it does not") {
  Program P = twoByTwo();
  set(P, 0, 2, {false, true, true});
  set(P, 0, 3, {false, true, true});
  joinEqualRows(P);
  CHECK(P.Entries[0].NumRows == 2);
}

TEST_CASE("an outcome that must run alone is not joined with one that need not") {
  Program P = twoByTwo();
  P.Rows[1].Exclusive = true;
  joinEqualRows(P);
  CHECK(P.Entries[0].NumRows == 2);
}
