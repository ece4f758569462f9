//===- HueTest.cpp - The hue and color policy ---------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/hue.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace polychrome;

namespace {

struct matrix {
  model::Program p;

  explicit matrix(std::size_t rows) {
    p.Rows.resize(rows);
    for (std::size_t i = 0; i < rows; ++i)
      p.Rows[i].Id = static_cast<std::uint32_t>(i);
    p.Matrix.resize(rows * rows);
  }
  matrix &global(std::size_t a, std::size_t b) {
    at(a, b).Global = at(b, a).Global = true;
    return *this;
  }
  matrix &context(std::size_t a, std::size_t b) {
    at(a, b).Context = at(b, a).Context = true;
    return *this;
  }
  matrix &claim(std::size_t row, std::uint32_t slot, bool write) {
    p.Rows[row].Claims.push_back({slot, 0, 8, write, false});
    return *this;
  }
  model::CellBits &at(std::size_t a, std::size_t b) { return p.Matrix[a * p.Rows.size() + b]; }
};

std::string bits(const model::Program &p) {
  std::string text;
  for (std::uint32_t a = 0; a < p.Rows.size(); ++a)
    for (std::uint32_t b = 0; b <= a; ++b)
      text += std::string(p.bits(a, b).text()) + (a == b ? "\n" : " ");
  return text;
}

} // namespace

TEST_CASE("Rows without a global conflict have no hue and are told apart by their color") {
  matrix m(2);
  m.context(0, 0).context(0, 1).context(1, 1).claim(0, 8, true).claim(1, 16, true);
  CHECK(bits(hue_and_color(m.p)) == "10\n10 10\n");
}

TEST_CASE("Rows connected by global conflicts are one hue, which runs one at a time") {
  matrix m(4); // 0 - 1 - 2, and 3 apart
  m.global(0, 1).global(1, 2);
  CHECK(bits(hue_and_color(m.p)) == "01\n01 01\n01 01 01\n00 00 00 00\n");
}

TEST_CASE("A conflict through a second key counts as bit 0") {
  matrix m(2);
  m.context(0, 0).context(0, 1).context(1, 1);
  m.claim(0, 8, true).claim(0, 8, true).claim(0, 16, true).claim(1, 8, true);
  CHECK(bits(hue_and_color(m.p)) == "11\n11 11\n");
}

TEST_CASE("A read through a second key counts too, but two reads do not") {
  matrix m(1);
  m.context(0, 0).claim(0, 8, true).claim(0, 16, false);
  // The read through the second key may meet the write through the first.
  CHECK(bits(hue_and_color(m.p)) == "11\n");
  matrix readers(1);
  readers.context(0, 0).claim(0, 8, false).claim(0, 16, false);
  CHECK(bits(hue_and_color(readers.p)) == "10\n");
}

TEST_CASE("Only the color is claimed") {
  matrix m(1);
  m.claim(0, 8, false).claim(0, 16, true);
  const model::Program p = hue_and_color(m.p);
  REQUIRE(p.Rows[0].Claims.size() == 1);
  CHECK(p.Rows[0].Claims[0].Slot == 16);
}

TEST_CASE("An exclusive row does not make one hue of the others") {
  matrix m(3);
  m.global(0, 2).global(1, 2).global(2, 2);
  m.p.Rows[2].Exclusive = true;
  const model::Program p = hue_and_color(m.p);
  CHECK_FALSE(p.bits(0, 1).any());
  CHECK(p.bits(0, 2).Global);
}

TEST_CASE("Whatever conflicts exactly conflicts by hue and color") {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    const std::size_t n = 1 + random() % 5;
    matrix m(n);
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = a; b < n; ++b) {
        if (random() % 6 == 0)
          m.global(a, b);
        if (random() % 2 == 0)
          m.context(a, b);
      }
      for (auto claims = random() % 4; claims > 0; --claims)
        m.claim(a, 8 * static_cast<std::uint32_t>(random() % 3), random() % 2 == 0);
    }
    const model::Program p = hue_and_color(m.p);
    for (std::uint32_t a = 0; a < n; ++a)
      for (std::uint32_t b = 0; b < n; ++b) {
        if (m.at(a, b).Global)
          REQUIRE(p.bits(a, b).Global);
        if (!m.at(a, b).Context)
          continue;
        REQUIRE(p.bits(a, b).Context);
        // A claim that is gone could not meet anything, or the rows are of one hue.
        for (const model::KeyClaim &x : m.p.Rows[a].Claims)
          for (const model::KeyClaim &y : m.p.Rows[b].Claims) {
            const auto kept = [](const model::Row &r, std::uint32_t slot) {
              return std::any_of(r.Claims.begin(), r.Claims.end(),
                                 [&](const model::KeyClaim &c) { return c.Slot == slot; });
            };
            if (x.Write || y.Write)
              REQUIRE(
                  (p.bits(a, b).Global || (kept(p.Rows[a], x.Slot) && kept(p.Rows[b], y.Slot))));
          }
      }
  }
}
