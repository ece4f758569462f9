//===- audit/entry.hpp - One at a time in the auditor ------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The state behind what audited code calls: the shadow memory, a lock around it, and for
// each thread whether an invocation runs on it and its accesses count.
//
// malloc and free come here too, from any thread, before any constructor, and from inside
// the auditor itself; so the lock knows whether this thread has it.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_AUDIT_ENTRY_HPP
#define POLYCHROME_AUDIT_ENTRY_HPP

#include "rt/src/audit/shadow.hpp"

#include <atomic>

namespace polychrome::audit {

extern shadow process_memory;

struct thread_state {
  bool running = false;   ///< an invocation
  bool counting = true;   ///< not in the body of a function that a model stands for
  bool inside = false;    ///< in the auditor
  int pending_signal = 0; ///< came while inside
  const polychrome_audit_site *caller = nullptr; ///< where the program last called something
  struct {
    const void *at = nullptr;
    std::size_t size = 0;
    const polychrome_audit_site *site = nullptr;
  } addition; ///< the last one
};
[[gnu::tls_model("initial-exec")]] extern thread_local constinit thread_state this_thread;

/// In the auditor, alone.
class visit {
public:
  visit();
  ~visit();
  visit(const visit &) = delete;
  visit &operator=(const visit &) = delete;

private:
  static std::atomic_flag taken;
  const bool outermost_;
};

/// [lo, hi) has been given back, or is handed out.
inline void forget(const void *p, std::size_t n) {
  if (!p || !n)
    return;
  const visit v;
  const auto lo = reinterpret_cast<std::uintptr_t>(p);
  process_memory.forget(lo, lo + n);
}

} // namespace polychrome::audit

#endif // POLYCHROME_AUDIT_ENTRY_HPP
