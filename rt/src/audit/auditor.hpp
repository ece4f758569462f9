//===- audit/auditor.hpp - Every access of every invocation ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The observer behind --polychrome=audit. An audited program runs on one thread, so memory
// sees the serial program. Wherever an invocation accesses what an earlier one has
// accessed, one of them writing, the parallel program must be bound to the same order
// (history.hpp). Where it is not, the matrix is wrong: a violation. The check knows nothing
// of regions, paths or types, only addresses and the matrix.
//
// Memory may be handed over: an object that one invocation made and left in a variable, a
// second one took out of it, and a third one uses, is the first's and the third's although
// these two conflict nowhere; the chain orders them. Variables of static storage duration
// and resources cannot be handed over: there each pair that met has to conflict itself.
//
// Own memory needs no rule: what nobody else touches is never met. What has been given back
// is forgotten (shadow.hpp).
//
// Not seen: accesses of code that is not audited (other units, libraries), except for what
// models and well-known functions say; what Asio does inside modelled functions; and
// accesses outside of invocations. Another thread's accesses are its own business.
//
// Of accesses to one granule in one mode at most `most_records` invocations are remembered,
// the last ones.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_AUDIT_AUDITOR_HPP
#define POLYCHROME_AUDIT_AUDITOR_HPP

#include "rt/src/audit/findings.hpp"
#include "rt/src/audit/history.hpp"
#include "rt/src/audit/shadow.hpp"
#include "rt/src/dispatch.hpp"
#include "rt/src/observer.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace polychrome::audit {

class auditor final : public observer {
public:
  auditor(shadow &memory, const dispatch_table &table);

  // observer
  void stamped(invocation i, std::uint32_t row, std::span<const claimed_range> claims,
               const void *op) override;
  void queued(invocation i, std::span<const std::uint32_t> more_rows,
              std::span<const void *const> ops) override;
  void waits(invocation, std::uint64_t) override {}
  void withdrawn(invocation) override {}
  void started(invocation i, std::uint32_t thread) override;
  void created(invocation by, const void *op) override;
  void ended(invocation i, std::uint32_t thread, bool threw) override;
  void left(std::uint32_t domain) override;

  /// The running invocation accesses [p, p + n).
  void access(const void *p, std::size_t n, model::Mode mode, const polychrome_audit_site *site);
  void resource(const char *name, model::Mode mode, const polychrome_audit_site *site);
  void release(const void *object);
  void acquire(const void *object);

  const findings &found() const { return findings_; }
  /// How many units the program has.
  std::size_t units() const { return table_.program().Units.size(); }

private:
  static constexpr std::size_t most_records = 72;

  void access(granule &g, std::uint8_t bytes, model::Mode mode, const polychrome_audit_site *site,
              bool fixed);
  void meet(const record &earlier, model::Mode mode, const polychrome_audit_site *site, bool fixed);
  bool is_fixed(std::uintptr_t address) const;
  history::number parent_of(const void *op);
  void supersede(granule &g, std::uint8_t bytes, model::Mode mode);
  void compare_with_window();

  shadow &memory_;
  const dispatch_table &table_;
  history history_;
  findings findings_;
  std::unordered_map<const void *, history::number> parents_; ///< of operations
  history::number parent_of_next_ = history::no_invocation;
  std::uint32_t row_of_next_ = 0;
  std::vector<claimed_range> claims_of_next_;
  std::vector<std::uint32_t> more_rows_of_next_;
  std::vector<history::number> more_parents_of_next_;
  std::unordered_map<std::string, std::uintptr_t> resources_;
  std::vector<std::pair<std::uintptr_t, std::uintptr_t>> fixed_; ///< sorted
};

} // namespace polychrome::audit

#endif // POLYCHROME_AUDIT_AUDITOR_HPP
