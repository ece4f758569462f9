//===- trace.hpp - What a run did, invocation by invocation -----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The observer behind POLYCHROME_TRACE: keeps a record of a cache line for each
// invocation, in the order of tickets, and turns them into a trace file when the process
// ends. A record is written by whoever stamps the invocation, then by the thread that
// runs it, so recording takes no lock; lists go into memory of the thread's own.
//
// The file is also written when a signal ends the process, as it ends most servers: so
// writing allocates nothing and takes no lock, and what is recorded meanwhile may or may
// not be in it. Memory is bounded: the first `capacity` invocations of a domain are kept.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TRACE_HPP
#define POLYCHROME_TRACE_HPP

#include "rt/src/clock.hpp"
#include "rt/src/dispatch.hpp"
#include "rt/src/observer.hpp"
#include "rt/src/output_file.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace polychrome {

class trace final : public observer {
public:
  static constexpr std::uint64_t capacity = std::uint64_t(1) << 18;
  static constexpr std::uint32_t max_domains = 64;

  trace() = default;
  ~trace() override;

  struct alignas(64) record {
    const void *op = nullptr;
    std::atomic<std::uint64_t> stamped{0}; ///< by clock.hpp; 0: not yet, or when it started
    std::atomic<std::uint64_t> started{0};
    std::atomic<std::uint64_t> ended{0}; ///< ~0: withdrawn
    std::uint32_t row = 0;
    std::uint32_t thread = 0;
    std::uint64_t *words = nullptr;   ///< three for each claim, then a ticket for each wait
    std::uint64_t *created = nullptr; ///< operations
    std::uint32_t num_created = 0;
    std::uint16_t num_claims = 0;
    std::uint16_t num_waits = 0;
  };

  void stamped(invocation i, std::uint32_t row, std::span<const claimed_range> claims,
               const void *op) override;
  void waits(invocation i, std::uint64_t earlier_ticket) override;
  void withdrawn(invocation i) override;
  void started(invocation i, std::uint32_t thread) override;
  void created(invocation by, const void *op) override;
  void ended(invocation i, std::uint32_t thread, bool threw) override;

  /// Writes the file. Async-signal-safe.
  void write(output_file &file, unsigned threads, const dispatch_table &table) const;

  /// How many were not kept.
  std::uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }

private:
  static constexpr std::size_t chunk = 4096;
  struct records {
    std::array<std::atomic<record *>, capacity / chunk> chunks{};
    std::atomic<std::uint64_t> last{0}; ///< the highest ticket that is kept
  };

  record *make(invocation i);
  record *find(invocation i) const;

  const std::uint64_t begun_ = now();
  std::array<std::atomic<records *>, max_domains> domains_{};
  std::atomic<std::uint64_t> dropped_{0};
};

} // namespace polychrome

#endif // POLYCHROME_TRACE_HPP
