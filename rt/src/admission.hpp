//===- admission.hpp - Who may run beside whom, in which order --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The heart of the runtime as a pure state machine: no threads, no clocks, no I/O.
// Invocations are stamped in arrival order; one is ready when every earlier
// unfinished invocation that it conflicts with has finished. Edges go from earlier
// tickets to later ones only, hence no deadlock and no starvation.
//
// Two invocations conflict if either is of an exclusive row, if their rows may never
// be together (bit 0), or if their rows conflict through a context (bit 1) and the
// byte ranges that they claim overlap, with a write on one side. Ranges are compared
// exactly; claim_index finds candidates, so the cost depends on how many invocations
// are near, not on how many there are. Where a chain of conflicts already orders an
// earlier invocation before a later one, no further edge is made.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ADMISSION_HPP
#define POLYCHROME_ADMISSION_HPP

#include "rt/src/claim_index.hpp"
#include "rt/src/short_list.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace polychrome {

/// Which rows conflict: the matrix in the form that admission asks for it.
class conflict_rules {
public:
  explicit conflict_rules(std::size_t rows);

  void never_together(std::uint32_t a, std::uint32_t b);
  void context(std::uint32_t a, std::uint32_t b);
  /// Never together with any row, itself included.
  void exclusive(std::uint32_t row);

  std::size_t rows() const { return rows_; }
  std::size_t words() const { return words_; }
  bool is_exclusive(std::uint32_t row) const { return exclusive_[row]; }
  const std::uint64_t *never(std::uint32_t row) const { return &never_[row * words_]; }
  const std::uint64_t *contexts(std::uint32_t row) const { return &context_[row * words_]; }
  bool is_never(std::uint32_t a, std::uint32_t b) const { return bit(never_, a, b); }
  bool is_context(std::uint32_t a, std::uint32_t b) const { return bit(context_, a, b); }

private:
  bool bit(const std::vector<std::uint64_t> &m, std::uint32_t a, std::uint32_t b) const {
    return (m[a * words_ + b / 64] >> (b % 64)) & 1;
  }
  void set(std::vector<std::uint64_t> &m, std::uint32_t a, std::uint32_t b);

  std::size_t rows_;
  std::size_t words_;
  std::vector<std::uint64_t> never_;
  std::vector<std::uint64_t> context_;
  std::vector<bool> exclusive_;
};

class admission {
public:
  struct invocation;

  /// An invocation's place among those of one row.
  struct row_place {
    invocation *owner = nullptr;
    std::uint32_t row = 0;
    row_place *previous = nullptr;
    row_place *next = nullptr;
  };

  /// An invocation from stamp() to finish().
  struct alignas(64) invocation {
    std::uint64_t ticket = 0;
    std::uint32_t row = 0;
    void *payload = nullptr;
    bool urgent = false; ///< the owner's
    /// The row of the invocation that it was first found to wait for.
    std::uint32_t waits_for = 0;

    bool ready() const { return unmet_ == 0; }

  private:
    friend class admission;
    std::uint32_t unmet_ = 0;
    std::uint64_t linked_by_ = 0; ///< the last ticket that waits for this one
    short_list<invocation *, 4> successors_;
    short_list<claimed_range, 3> claims_;
    short_list<claim_index::node, 3 * claim_index::nodes_of_claim> nodes_; ///< of the claims
    bool wide_ = false;                                                    ///< some are not
    row_place place_;
    std::vector<row_place> more_places_; ///< of further rows; they do not move
  };

  explicit admission(const conflict_rules &rules);
  admission(const admission &) = delete;
  admission &operator=(const admission &) = delete;

  /// Gives the next ticket. Whether it is ready now, its ready() says; else it comes
  /// out of a later finish(). An invocation that is several in one has more rows, and
  /// the claims of all of them; if one of the rows is exclusive, that is its row.
  invocation *stamp(std::uint32_t row, std::span<const claimed_range> claims, void *payload,
                    std::span<const std::uint32_t> more_rows = {}, std::size_t store = 0);

  /// `done` was ready and is over: it becomes invalid. Appends those that are now
  /// ready, in ticket order.
  void finish(invocation *done, std::vector<invocation *> &ready, std::size_t store = 0);

  /// The next ticket, for an invocation that needs no place here: nothing is unfinished.
  std::uint64_t skip_ticket() { return next_ticket_++; }

  /// From now on, stamp() replaces the list by the tickets that the new one waits for.
  void list_edges(std::vector<std::uint64_t> *list) { edges_ = list; }

  /// Visits, in no particular order, those that are not ready.
  template <typename Visit> void for_each_waiting(Visit visit) {
    for (const row_state &r : rows_)
      for (row_place *at = r.first; at; at = at->next)
        if (at == &at->owner->place_ && !at->owner->ready())
          visit(at->owner);
  }

  /// Stamped and not yet finished.
  std::size_t unfinished() const { return unfinished_; }
  /// Of these, not yet ready.
  std::size_t waiting() const { return waiting_; }
  bool exclusive_unfinished() const { return exclusive_unfinished_ != 0; }

private:
  struct row_state {
    row_place *first = nullptr;
    row_place *last = nullptr;
  };

  std::vector<invocation *> &places(std::size_t store);
  invocation *allocate(std::size_t store);
  void link(invocation *earlier, invocation *later);
  void link_rows(std::uint32_t row, invocation *i);
  bool context(const invocation *a, const invocation *b) const;
  void link_row(std::uint32_t row, std::uint64_t since, invocation *i);
  void link_claims(invocation *i);
  void link_all(const claimed_range &c, invocation *later);
  void link_if_met(invocation *earlier, const claimed_range &c, invocation *later);
  void enter(row_place &at);
  void leave(row_place &at);
  void enter(invocation *i);
  void leave(invocation *i);

  const conflict_rules &rules_;
  std::uint64_t next_ticket_ = 1;
  std::vector<std::uint64_t> *edges_ = nullptr;
  std::size_t unfinished_ = 0;
  std::size_t waiting_ = 0;
  std::size_t exclusive_unfinished_ = 0;
  std::vector<row_state> rows_;
  std::vector<std::uint64_t> present_; ///< rows with an unfinished invocation
  claim_index index_;
  std::vector<invocation *> wide_;
  std::vector<std::unique_ptr<invocation>> all_;
  /// One list for each store: places go back to the thread that finished them.
  std::vector<std::vector<invocation *>> free_;
};

} // namespace polychrome

#endif // POLYCHROME_ADMISSION_HPP
