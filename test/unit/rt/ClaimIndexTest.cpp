//===- ClaimIndexTest.cpp - Which claims are near an address --------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/claim_index.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <random>
#include <set>
#include <vector>

using namespace polychrome;

namespace {

struct entry {
  claimed_range claim;
  claim_index::node nodes[claim_index::nodes_of_claim];
  bool entered = false;
};

/// Bytes, fields, buffers; some the same, some beside each other, some far away.
claimed_range any_claim(std::mt19937 &random) {
  const std::uintptr_t sizes[] = {1, 4, 12, 64, 300, 4096, 4100, 70'000, 5'000'000};
  const std::uintptr_t begin = 0x10000 + random() % 8 * 12 + random() % 3 * 0x7000'0000;
  const std::uintptr_t size = sizes[random() % std::size(sizes)];
  return {begin, begin + size, random() % 2 == 0, false};
}

std::set<const claimed_range *> visited(const claim_index &index, const claimed_range &c,
                                        bool &told) {
  std::set<const claimed_range *> found;
  told = index.near(c, [&](const claim_index::node &n, bool) {
    found.insert(&static_cast<entry *>(n.owner)->claim);
    return true;
  });
  return found;
}

} // namespace

TEST_CASE("the claims that meet a range are near it and no others, whatever has come and gone") {
  std::mt19937 random(1);
  claim_index index;
  std::vector<std::unique_ptr<entry>> all;
  std::size_t met = 0;
  for (int step = 0; step < 20'000; ++step) {
    if (all.size() > 40 || (!all.empty() && random() % 3 == 0)) {
      std::swap(all[random() % all.size()], all.back());
      if (all.back()->entered)
        index.leave(all.back()->claim, all.back()->nodes);
      all.pop_back();
      continue;
    }
    const claimed_range c = any_claim(random);
    bool told = false;
    const auto found = visited(index, c, told);
    for (const auto &e : all)
      if (told && e->entered) {
        met += e->claim.meets(c);
        CHECK(found.count(&e->claim) == e->claim.meets(c));
      }
    all.push_back(std::make_unique<entry>());
    all.back()->claim = c;
    all.back()->entered = index.enter(all.back().get(), 0, all.back()->claim, all.back()->nodes);
  }
  CHECK(met > 1000);
}

TEST_CASE("claims of the same bytes are visited newest first, also when some have gone") {
  claim_index index;
  entry objects[6];
  for (std::uintptr_t n = 0; n < std::size(objects); ++n) {
    const std::uintptr_t begin = 0x10000 + n % 2 * 12; // Two groups in one list.
    objects[n].claim = {begin, begin + 12, true, false};
    REQUIRE(index.enter(&objects[n], 0, objects[n].claim, objects[n].nodes));
  }
  const auto order = [&] {
    std::vector<const void *> seen;
    REQUIRE(index.near({0x10000, 0x10004, true, false}, [&](const claim_index::node &n, bool) {
      seen.push_back(n.owner);
      return true;
    }));
    return seen;
  };
  const auto leave = [&](entry &e) { index.leave(e.claim, e.nodes); };
  CHECK(order() == std::vector<const void *>{&objects[4], &objects[2], &objects[0]});
  leave(objects[2]);
  CHECK(order() == std::vector<const void *>{&objects[4], &objects[0]});
  leave(objects[4]);
  CHECK(order() == std::vector<const void *>{&objects[0]});
  leave(objects[0]);
  CHECK(order().empty());
}

TEST_CASE("a large range far from all small ones costs no look at its granules") {
  claim_index index;
  entry small;
  small.claim = {0x10000, 0x10004, true, false};
  REQUIRE(index.enter(&small, 0, small.claim, small.nodes));
  bool told = false;
  CHECK(visited(index, {0x7000'0000, 0x7200'0000, true, false}, told).empty());
  CHECK(told);
}

TEST_CASE(
    "claims of the same bytes by owners of one kind are alike until one of another kind comes") {
  claim_index index;
  const claimed_range bytes{0x10000, 0x10008, true, false}, first{0x10000, 0x10004, true, false};
  entry entries[5];
  for (std::size_t n = 0; n < std::size(entries); ++n)
    entries[n].claim = n == 3 ? first : bytes;
  const auto add = [&](entry &e, claim_index::kind k) {
    REQUIRE(index.enter(&e, k, e.claim, e.nodes));
  };
  const auto are_alike = [&] {
    bool all = true;
    REQUIRE(index.near(bytes, [&](const claim_index::node &, bool alike) { return all = alike; }));
    return all;
  };
  add(entries[0], 1);
  add(entries[1], 1);
  CHECK(are_alike());
  SECTION("of another kind") {
    add(entries[2], 2);
    CHECK_FALSE(are_alike());
  }
  SECTION("of another kind, but for other bytes") {
    add(entries[3], 2);
    CHECK(are_alike());
  }
  SECTION("like nobody else") {
    add(entries[2], claim_index::no_kind);
    CHECK_FALSE(are_alike());
    add(entries[4], claim_index::no_kind);
    CHECK_FALSE(are_alike());
  }
}
