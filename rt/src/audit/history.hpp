//===- audit/history.hpp - Which invocation precedes which -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The invocations of a run in the order in which one thread ran them, and what of this
// order a parallel run is bound to. An earlier invocation precedes a later one if
// - it made the later one's operation (no child starts before its parent has returned),
// - the two conflict by the matrix and their claims, so that the later one would have
//   waited, *and* they met: both accessed something, and one of them wrote it,
// - it let go of something that the later one then took: a reference count, the guard
//   of a static. Then what it had done before precedes what the later one does after,
// - or by a chain of these.
// A conflict without a meeting is no such edge, although admission waits for it: had the
// invocations arrived otherwise, it would bind nobody. So the order is the least that the
// program's own data makes the same in every run.
//
// Moments are epochs: they grow with each invocation and each release. The graph is
// searched backwards where an access asks; answers are kept.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_AUDIT_HISTORY_HPP
#define POLYCHROME_AUDIT_HISTORY_HPP

#include "rt/src/admission.hpp"
#include "rt/src/audit/shadow.hpp"

#include <cstdint>
#include <deque>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace polychrome::audit {

class history {
public:
  using number = std::uint32_t;
  /// How many earlier invocations one is compared with where what is lost is counted.
  static constexpr number window = 64;
  static constexpr number no_invocation = ~number(0);

  struct acquired {
    epoch at;   ///< from here on
    epoch from; ///< everything up to there, in its invocation, precedes
  };

  struct invocation {
    std::uint32_t domain = 0;
    std::uint32_t row = 0;
    std::vector<std::uint32_t> more_rows;
    std::vector<claimed_range> claims;
    epoch first = 0;
    number parent = no_invocation;
    std::vector<number> after;          ///< these precede it
    std::vector<acquired> partly;       ///< in the order of `at`
    std::uint64_t met = 0;              ///< bit n: the one n + 1 before it
    std::uint64_t alone = 0;            ///< likewise, met when nothing else ordered the two
    std::uint64_t preceded = 0;         ///< likewise, once it has ended
    std::uint64_t descends = 0;         ///< likewise, those whose operation led to its own
    number ordered_for = no_invocation; ///< known to precede this one
  };

  explicit history(const conflict_rules &rules) : rules_(rules) {}

  /// The next invocation; `parent` made its operation, or is no_invocation.
  number begin(std::uint32_t domain, std::uint32_t row, std::span<const claimed_range> claims,
               number parent);
  /// The invocation that has just begun is several in one.
  void join(std::span<const std::uint32_t> more_rows, std::span<const number> more_parents);
  void end();
  /// From here on everything is preceded by everything so far.
  void barrier() { floor_ = static_cast<epoch>(epochs_.size()); }

  void release(const void *object);
  void acquire(const void *object);
  void forget(const void *object) { released_.erase(object); }

  epoch now() const { return static_cast<epoch>(epochs_.size() - 1); }
  number current() const { return static_cast<number>(all_.size() - 1); }
  number of(epoch e) const { return epochs_[e]; }
  std::size_t size() const { return all_.size(); }
  const invocation &operator[](number n) const { return all_[n]; }

  /// Admission would make the later one wait for the earlier one.
  bool conflict(number a, number b) const;
  bool share_a_key(number a, number b) const;
  /// The running invocation met what was done at `e`: notes it, and whether the two are
  /// bound to this order.
  bool bound(epoch e);
  /// The two conflict, or what was done at `e` precedes by operations and releases alone.
  bool directly_bound(epoch e) const;
  /// The running invocation and another one accessed the same, one of them writing.
  void note_met(number other);
  /// Known without searching: what was done at `e` precedes the running invocation.
  bool surely_before(epoch e) const;

private:
  bool search(epoch target);
  void add_preceding(invocation &i, number n, number p);
  static bool bit(std::uint64_t bits, number distance) {
    return distance >= 1 && distance <= window && ((bits >> (distance - 1)) & 1);
  }
  static std::uint64_t flag(number distance) {
    return distance >= 1 && distance <= window ? std::uint64_t(1) << (distance - 1) : 0;
  }

  const conflict_rules &rules_;
  std::deque<invocation> all_;
  std::vector<number> epochs_; ///< whose each one is
  epoch floor_ = 0;
  std::unordered_map<const void *, std::vector<epoch>> released_;
  std::unordered_set<std::uint64_t> known_; ///< (earlier, later): found by a search
  struct visit {
    number search = 0;
    epoch until = 0;
  };
  std::vector<visit> visited_; ///< the last one of each invocation
  number searches_ = 0;
};

} // namespace polychrome::audit

#endif // POLYCHROME_AUDIT_HISTORY_HPP
