//===- observer.hpp - Somebody who is told what a domain does ----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The seam between the scheduler and whatever records its doings. An engine has at most
// one observer, set before its first domain; without one, each of these places costs one
// branch that is never taken. Nothing here may throw, and nothing may call the runtime.
//
// An invocation is named by its domain's number and its ticket, which grows in the order
// of stamping; also an invocation that runs at once, beside nothing, has one. For each:
// stamped, then waits for each earlier one that it was found to wait for (enough of them
// to imply the others), then started and ended on one thread. An invocation that is put
// back into the loop's queue is withdrawn, never starts, and is stamped again later.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_OBSERVER_HPP
#define POLYCHROME_OBSERVER_HPP

#include "rt/src/admission.hpp"

#include <cstdint>
#include <span>

namespace polychrome {

class observer {
public:
  struct invocation {
    std::uint32_t domain; ///< from 0, in the order in which domains were opened
    std::uint64_t ticket;
    /// When it is stamped, starts or ends, by clock.hpp; 0 elsewhere, and for the stamping of
    /// one that starts at once.
    std::uint64_t at = 0;
  };

  virtual ~observer() = default;

  // On the leading thread. `op` identifies the operation until the invocation has ended.
  // One that runs a strand's queue has the rows of the operations there too.
  virtual void stamped(invocation i, std::uint32_t row, std::span<const claimed_range> claims,
                       const void *op) = 0;
  virtual void queued(invocation, std::span<const std::uint32_t> more_rows,
                      std::span<const void *const> ops) {
    (void)more_rows;
    (void)ops;
  }
  virtual void waits(invocation i, std::uint64_t earlier_ticket) = 0;
  virtual void withdrawn(invocation i) = 0;

  // On the thread that runs it: 0 is the one inside run(), workers count from 1. created()
  // comes between started() and ended(): the invocation made an operation, which will be
  // stamped when it completes.
  virtual void started(invocation i, std::uint32_t thread) = 0;
  virtual void created(invocation by, const void *op) = 0;
  /// By code outside of any invocation; told only if polychrome_created_outside is set.
  virtual void created_outside(const void *) {}
  virtual void ended(invocation i, std::uint32_t thread, bool threw) = 0;

  /// run() of this domain's loop is about to return: nothing is running any longer.
  virtual void left(std::uint32_t) {}
};

} // namespace polychrome

#endif // POLYCHROME_OBSERVER_HPP
