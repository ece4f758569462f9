//===- claim_index.hpp - Which claims are near an address -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The byte ranges that unfinished invocations claim, so that a new one finds those that
// may overlap its own without looking at the others. A range is entered at the level of
// its size, under the one or two granules that it touches there: looking up a range costs
// a few lists, however large either is and however many contexts are in use. Lists hold
// candidates: the caller compares. Stamping looks at them under the domain's lock, and each is
// another thread's cache line: so granules are no larger than that, and a level whose claims are
// all elsewhere is passed over.
//
// Reads and writes are listed apart: a read never looks at reads. In a list, claims of the same
// bytes are a group, newest first, so that small objects side by side cost a look each, not
// one for each of their invocations. A group knows whether its owners are of one kind: who has
// seen one of those has seen all.
//
// Pure, like admission, of which it is a part. Nodes belong to the caller.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLAIM_INDEX_HPP
#define POLYCHROME_CLAIM_INDEX_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace polychrome {

/// Bytes [lo, hi) that an invocation accesses. Owned ones are a field's storage, and
/// never meet the bytes themselves.
struct claimed_range {
  std::uintptr_t lo = 0;
  std::uintptr_t hi = 0;
  bool write = false;
  bool owned = false;

  bool meets(const claimed_range &o) const {
    return lo < o.hi && o.lo < hi && (write || o.write) && owned == o.owned;
  }
  bool operator==(const claimed_range &) const = default;
};

class claim_index {
public:
  /// What owners have in common, besides the claim, as far as the caller is concerned.
  using kind = std::uint32_t;
  /// Like nobody else.
  static constexpr kind no_kind = ~kind(0);

  /// One claim in one list. The bytes are here too: most of a list's are not met, and their
  /// owners are in the caches of the threads that run them.
  struct node {
    void *owner = nullptr;
    claimed_range claim;
    kind of = no_kind;     ///< of the owners of this one and all that are older, if it is one
    bool newest = false;   ///< of its group
    node *older = nullptr; ///< in its group
    node *next = nullptr;  ///< the next group's newest, if this is one
    node **link = nullptr; ///< what points to this one
  };
  /// A claim has so many nodes; not all are used.
  static constexpr std::size_t nodes_of_claim = 2;

  claim_index() : lists_(num_lists) {}

  /// False if the range is larger than any level's: it is not entered.
  bool enter(void *owner, kind k, const claimed_range &c, node *nodes);
  void leave(const claimed_range &c, node *nodes);

  /// Visits the nodes whose claims meet c, each group newest first until `visit` returns false;
  /// visit(n, true) says that the owners of n and all that are older are of one kind. Returns
  /// false if there are too many lists: look at everything.
  template <typename Visit> bool near(const claimed_range &c, Visit visit) const {
    for (unsigned level = 0; level < levels; ++level) {
      if (entered_[level] == 0)
        continue;
      const std::uintptr_t first = std::max(c.lo >> shift(level), extents_[level].first);
      const std::uintptr_t last = std::min((c.hi - 1) >> shift(level), extents_[level].last);
      if (first > last)
        continue;
      if (last - first >= most_lists)
        return false;
      for (std::uintptr_t g = first;; ++g) {
        const list &l = lists_[hash(level, g)];
        walk(l.writes, c, visit);
        if (c.write)
          walk(l.reads, c, visit);
        if (g == last)
          break;
      }
    }
    return true;
  }

private:
  static constexpr unsigned levels = 5;
  static constexpr std::size_t num_lists = 1024;
  static constexpr std::uintptr_t most_lists = 128;

  /// The first groups' newest.
  struct list {
    node *writes = nullptr;
    node *reads = nullptr;
  };

  static void add(node *&groups, node &n);
  template <typename Visit>
  static void walk(const node *group, const claimed_range &c, Visit &visit) {
    for (; group; group = group->next)
      if (group->claim.meets(c))
        for (const node *n = group; n && visit(*n, n->of != no_kind);)
          n = n->older;
  }

  /// Granules of a cache line at the lowest level: objects smaller than that share one.
  static constexpr unsigned shift(unsigned level) { return 6 + 4 * level; }
  static std::size_t hash(unsigned level, std::uintptr_t granule) {
    return ((granule * levels + level) * 0x9e3779b97f4a7c15u) >> 54;
  }
  static unsigned level_of(const claimed_range &c);

  std::vector<list> lists_;
  std::array<std::size_t, levels> entered_{};
  /// By level: all granules that something was entered under since nothing was.
  struct extent {
    std::uintptr_t first;
    std::uintptr_t last;
  };
  std::array<extent, levels> extents_{};
};

} // namespace polychrome

#endif // POLYCHROME_CLAIM_INDEX_HPP
