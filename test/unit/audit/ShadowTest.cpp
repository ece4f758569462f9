//===- ShadowTest.cpp - Who accessed which byte -------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/audit/shadow.hpp"

#include <catch2/catch.hpp>

#include <memory>

using namespace polychrome::audit;

namespace {

record of_bytes(std::uint8_t bytes, epoch when = 1) {
  return {nullptr, when, bytes, bytes, polychrome::model::Mode::Write};
}

} // namespace

TEST_CASE("a granule keeps its records in order, however many there are") {
  const auto s = std::make_unique<shadow>();
  granule &g = *s->at(0x1000);
  for (epoch e = 0; e < 100; ++e)
    g.add(of_bytes(1, e));
  REQUIRE(g.size() == 100);
  for (epoch e = 0; e < 100; ++e)
    CHECK(g.begin()[e].when == e);
}

TEST_CASE("what is given back is forgotten by the byte") {
  const auto s = std::make_unique<shadow>();
  granule &before = *s->at(0x2000), &inside = *s->at(0x2008), &behind = *s->at(0x2010);
  for (granule *g : {&before, &inside, &behind})
    g->add(of_bytes(0xff));
  s->forget(0x2006, 0x2011);
  REQUIRE(before.size() == 1);
  CHECK(before.begin()->bytes == 0x3f);
  CHECK(inside.size() == 0);
  REQUIRE(behind.size() == 1);
  CHECK(behind.begin()->bytes == 0xfe);
}

TEST_CASE("a range inside one granule leaves both ends") {
  const auto s = std::make_unique<shadow>();
  granule &g = *s->at(0x3000);
  g.add(of_bytes(0xff));
  s->forget(0x3002, 0x3004);
  REQUIRE(g.size() == 1);
  CHECK(g.begin()->bytes == 0xf3);
  CHECK(g.begin()->live == 0xf3);
}

TEST_CASE("a range over many pages, most of which nobody accessed, is forgotten") {
  const auto s = std::make_unique<shadow>();
  granule &first = *s->at(0x10000), &last = *s->at(0x10000 + (1u << 24));
  first.add(of_bytes(0xff));
  last.add(of_bytes(0xff));
  s->forget(0x10000, 0x10000 + (1u << 24) + 8);
  CHECK(first.size() == 0);
  CHECK(last.size() == 0);
}

TEST_CASE("an address that no user's memory has is no granule") {
  const auto s = std::make_unique<shadow>();
  CHECK(s->at(std::uintptr_t(1) << 47) == nullptr);
  s->forget(std::uintptr_t(1) << 47, (std::uintptr_t(1) << 47) + 16);
}
