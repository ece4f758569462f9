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
// That holds up to the first exception or stop. What had not begun then goes back to the
// front of the queue, and its later children come behind those of handlers that had
// already run beside it.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_RELEASE_ORDER_HPP
#define POLYCHROME_RELEASE_ORDER_HPP

#include <cstdint>
#include <deque>
#include <vector>

namespace polychrome {

class release_order {
public:
  /// Tickets come in order. One may be left out while none is open.
  void stamped(std::uint64_t ticket) {
    if (open_.empty())
      first_ = ticket;
    open_.emplace_back();
  }

  /// The ticket's invocation has returned, or never will run, and leaves a block or null.
  /// Appends the blocks that are released by that, in their order.
  void returned(std::uint64_t ticket, void *block, std::vector<void *> &released) {
    open_[ticket - first_] = {true, block};
    for (; !open_.empty() && open_.front().returned; open_.pop_front(), ++first_)
      if (open_.front().block)
        released.push_back(open_.front().block);
  }

  bool empty() const { return open_.empty(); }

private:
  struct entry {
    bool returned = false;
    void *block = nullptr;
  };

  std::uint64_t first_ = 0;
  std::deque<entry> open_;
};

} // namespace polychrome

#endif // POLYCHROME_RELEASE_ORDER_HPP
