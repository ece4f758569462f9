//===- LineageTest.cpp - What may follow from an invocation ------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Lineage.h"

#include <catch2/catch.hpp>

using namespace polychrome::model;

namespace {

/// Rows that have one claim each: 8 bytes behind the pointer at the closure's byte 0.
struct Handlers {
  Program P;

  std::uint32_t add(const std::string &Name) {
    Row R;
    R.Id = std::uint32_t(P.Rows.size());
    R.Name = Name;
    R.Claims.push_back({0, 0, 8, true, false});
    P.Entries.push_back({Name, HandlerKind::Function, nullptr, R.Id, 1});
    P.Rows.push_back(R);
    return R.Id;
  }
  void posts(std::uint32_t A, const std::string &B, PostedPointer Key) {
    P.Rows[A].Posts.push_back({B, {std::move(Key)}});
  }
};

const PostedPointer Same{0, true, {{0, 0}}};

using Claims = std::set<std::pair<std::uint32_t, KeyClaim>>;

} // namespace

TEST_CASE("A lineage has children and grandchildren, with their claims in the first one's terms") {
  Handlers H;
  const std::uint32_t A = H.add("a"), B = H.add("b"), C = H.add("c");
  H.posts(A, "b", {0, true, {{16, 4}}});
  H.posts(B, "c", {0, true, {{0, 100}}});
  const std::vector<Lineage> L = lineages(H.P);
  CHECK(L[C] == Lineage());
  CHECK(L[A].Rows == std::set<std::uint32_t>{B, C});
  CHECK(L[A].Claims == Claims{{B, {16, 4, 12, true, false}}, {C, {16, 104, 112, true, false}}});
  CHECK(L[A].Untraced.empty());
}

TEST_CASE("A handler that posts itself is in its own lineage") {
  Handlers H;
  const std::uint32_t A = H.add("a");
  H.posts(A, "a", Same);
  const Lineage L = lineages(H.P)[A];
  CHECK(L.Rows == std::set<std::uint32_t>{A});
  CHECK(L.Claims == Claims{{A, {0, 0, 8, true, false}}});
}

TEST_CASE("A claim to the end of the object still reaches it when it has moved") {
  Handlers H;
  const std::uint32_t A = H.add("a"), B = H.add("b");
  H.P.Rows[B].Claims[0].Hi = INT64_MAX;
  H.posts(A, "b", {0, true, {{0, 24}}});
  CHECK(lineages(H.P)[A].Claims == Claims{{B, {0, 24, INT64_MAX, true, false}}});
}

TEST_CASE("An object that was made just then has no claims") {
  Handlers H;
  const std::uint32_t A = H.add("a"), B = H.add("b");
  H.posts(A, "b", {0, true, {}});
  const Lineage L = lineages(H.P)[A];
  CHECK(L.Rows == std::set<std::uint32_t>{B});
  CHECK(L.Claims.empty());
  CHECK(L.Untraced.empty());
}

TEST_CASE("A key that may come from elsewhere, or of which nothing is said, is not traced") {
  const PostedPointer Elsewhere{0, false, {{0, 0}}}, OtherByte{8, true, {{0, 0}}},
      Overlapping{4, true, {}}, AnyByte{UnknownOffset, true, {{0, 0}}};
  for (const PostedPointer &Key : {Elsewhere, OtherByte, Overlapping, AnyByte}) {
    Handlers H;
    const std::uint32_t A = H.add("a"), B = H.add("b"), First = H.add("first");
    H.posts(A, "b", Key);
    H.posts(First, "a", Same);
    for (const std::uint32_t R : {A, First})
      CHECK(lineages(H.P)[R].Untraced == std::set<std::uint32_t>{B});
  }
}

TEST_CASE("Anything may follow from what posts an unknown handler, or one that runs alone") {
  Handlers H;
  const std::uint32_t A = H.add("a"), B = H.add("b"), C = H.add("c"), D = H.add("d");
  const std::uint32_t Alone = H.add("alone"), First = H.add("first");
  H.P.Rows[Alone].Exclusive = true;
  H.posts(A, "", Same);
  H.posts(B, "of another program", Same);
  H.posts(C, "alone", Same);
  H.posts(First, "a", Same);
  for (const std::uint32_t R : {A, B, C, Alone, First})
    CHECK(lineages(H.P)[R].Any);
  CHECK_FALSE(lineages(H.P)[D].Any);
}

TEST_CASE("A bound function that no row is for may be followed by anything") {
  Handlers H;
  const std::uint32_t A = H.add("a"), B = H.add("b");
  H.P.Rows[B].Bound = Callee{};
  H.posts(A, "b", Same);
  CHECK(lineages(H.P)[A].Any);
}

TEST_CASE("A key that moves on with every post comes to an end") {
  Handlers H;
  const std::uint32_t A = H.add("a");
  H.posts(A, "a", {0, true, {{0, 8}}});
  CHECK(lineages(H.P)[A].Any);
}
