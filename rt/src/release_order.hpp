//===- release_order.hpp - The strict order of blocks -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pure state machine behind POLYCHROME_ORDER=strict. What an invocation hands to the
// loop is a block; the one-thread loop appends blocks in the order of its invocations,
// and so does this: the block of a ticket is released once all earlier tickets have
// returned theirs. Then the queue, and with it every later ticket, is that of the
// one-thread loop for the same arrivals.
//
// A block is released before that if nothing in it, and nothing that follows from it, can
// meet anything that an earlier ticket still hands over, or that follows from that: then
// no memory tells in which order the two lineages run, now or later.
//
// That holds up to the first exception or stop. What had not begun then goes back to the
// front of the queue, and its later children come behind those of handlers that had
// already run beside it.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_RELEASE_ORDER_HPP
#define POLYCHROME_RELEASE_ORDER_HPP

#include "rt/src/lineage_rules.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace polychrome {

class release_order {
public:
  /// Blocks that wait and are looked at again when a ticket returns, and earlier tickets
  /// that one is compared with: so many at most. With more, they wait.
  static constexpr std::size_t most_examined = 16;
  static constexpr std::size_t most_compared = 32;

  /// Tickets come in order. One may be left out while none is open. `follows` is what the
  /// ticket may hand over.
  void stamped(std::uint64_t ticket, lineage follows) {
    if (open_.empty())
      first_ = ticket;
    open_.emplace_back();
    open_.back().lineages.push_back(std::move(follows));
  }

  /// Its block need not wait, whatever is in it.
  bool is_first(std::uint64_t ticket) const { return ticket == first_; }

  /// The ticket's invocation has returned, or never will run, and leaves a block or null;
  /// `operations` are those in the block, and may be left out of the first ticket's. Appends
  /// the blocks that are released by that: those of tickets before which nothing is left in
  /// their order, then others.
  void returned(std::uint64_t ticket, void *block, std::vector<lineage> operations,
                const lineage_rules &rules, std::vector<void *> &released) {
    open_[ticket - first_] = {true, block, std::move(operations)};
    waiting_ += block != nullptr;
    for (; !open_.empty() && open_.front().returned; open_.pop_front(), ++first_)
      release(open_.front(), released);
    std::size_t left = std::min(waiting_, most_examined);
    for (std::size_t n = 1; left != 0 && n < open_.size(); ++n)
      if (entry &e = open_[n]; e.returned && e.block) {
        --left;
        if (is_free(n, rules))
          release(e, released);
      }
  }

  bool empty() const { return open_.empty(); }

private:
  struct entry {
    bool returned = false;
    void *block = nullptr;
    /// What may still come: of the block's operations or, before there is one, of what the
    /// invocation may hand over.
    std::vector<lineage> lineages;

    bool gone() const { return returned && !block; }
  };

  void release(entry &e, std::vector<void *> &released) {
    if (!e.block)
      return;
    released.push_back(std::exchange(e.block, nullptr));
    --waiting_;
  }

  bool is_free(std::size_t place, const lineage_rules &rules) const {
    std::size_t compared = 0;
    const auto end = open_.begin() + static_cast<std::ptrdiff_t>(place);
    return std::all_of(open_.begin(), end, [&](const entry &e) {
      return e.gone() || (++compared <= most_compared && !may_meet(e, open_[place], rules));
    });
  }

  static bool may_meet(const entry &earlier, const entry &later, const lineage_rules &rules) {
    return std::any_of(earlier.lineages.begin(), earlier.lineages.end(), [&](const lineage &a) {
      return std::any_of(later.lineages.begin(), later.lineages.end(),
                         [&](const lineage &b) { return rules.may_meet(a, b); });
    });
  }

  std::uint64_t first_ = 0;
  std::size_t waiting_ = 0; ///< blocks
  std::deque<entry> open_;
};

} // namespace polychrome

#endif // POLYCHROME_RELEASE_ORDER_HPP
