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
// Reads and writes are listed apart, newest first: a read never looks at reads. A list knows
// whether all its claims are alike, the same bytes claimed by the same kind of owner: who has
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

  /// One claim in one list.
  struct node {
    void *owner = nullptr;
    const claimed_range *claim = nullptr;
    node *next = nullptr;
    node **link = nullptr; ///< what points to this one
  };
  /// A claim has so many nodes; not all are used.
  static constexpr std::size_t nodes_of_claim = 2;

  claim_index() : lists_(num_lists) {}

  /// False if the range is larger than any level's: it is not entered.
  bool enter(void *owner, kind k, const claimed_range &c, node *nodes);
  void leave(const claimed_range &c, node *nodes);

  /// Visits the nodes whose claims may meet c, each list newest first until `visit` returns
  /// false; visit(n, true) says that all in its list are alike. Returns false if there are too
  /// many lists: look at everything.
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
        l.writes.walk(visit);
        if (c.write)
          l.reads.walk(visit);
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

  struct chain {
    node *first = nullptr;
    kind of = no_kind; ///< of all in it, if they are alike

    void add(node &n, kind k);
    template <typename Visit> void walk(Visit &visit) const {
      const bool alike = of != no_kind;
      for (const node *n = first; n && visit(*n, alike);)
        n = n->next;
    }
  };
  struct list {
    chain writes;
    chain reads;
  };

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
