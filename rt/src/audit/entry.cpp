//===- audit/entry.cpp - What audited code calls -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/audit/entry.hpp"

#include "polychrome/loop.h"
#include "rt/src/audit/attach.hpp"
#include "rt/src/audit/auditor.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <thread>
#include <unistd.h>

namespace polychrome::audit {

constinit shadow process_memory;
thread_local constinit thread_state this_thread;
constinit std::atomic_flag visit::taken = ATOMIC_FLAG_INIT;

visit::visit() : outermost_(!this_thread.inside) {
  if (!outermost_)
    return;
  this_thread.inside = true;
  while (taken.test_and_set(std::memory_order_acquire))
    std::this_thread::yield();
}

visit::~visit() {
  if (!outermost_)
    return;
  taken.clear(std::memory_order_release);
  this_thread.inside = false;
  if (const int signal = std::exchange(this_thread.pending_signal, 0))
    ::raise(signal);
}

namespace {

auditor *the_one = nullptr;
std::uint32_t units = 0;

/// The auditor with what only this process has: which thread runs an invocation.
class process_observer final : public observer {
public:
  explicit process_observer(auditor &a) : to_(a) {}

  void stamped(invocation i, std::uint32_t row, std::span<const claimed_range> claims,
               const void *op) override {
    const visit v;
    to_.stamped(i, row, claims, op);
  }
  void queued(invocation i, std::span<const std::uint32_t> more_rows,
              std::span<const void *const> ops) override {
    const visit v;
    to_.queued(i, more_rows, ops);
  }
  void waits(invocation, std::uint64_t) override {}
  void withdrawn(invocation) override {}
  void started(invocation i, std::uint32_t thread) override {
    const visit v;
    to_.started(i, thread);
    this_thread.running = this_thread.counting = true;
    this_thread.caller = nullptr;
  }
  void created(invocation by, const void *op) override {
    const visit v;
    to_.created(by, op);
  }
  void ended(invocation i, std::uint32_t thread, bool threw) override {
    const visit v;
    this_thread.running = false;
    to_.ended(i, thread, threw);
  }
  void left(std::uint32_t domain) override {
    const visit v;
    to_.left(domain);
  }

private:
  auditor &to_;
};

bool counts() {
  return this_thread.running && this_thread.counting;
}

/// The invocation's own frames lie between this one and run()'s.
bool is_own_stack(const void *p) {
  return p >= __builtin_frame_address(0) && p < static_cast<const void *>(polychrome_current_frame);
}

void access(const void *p, std::size_t n, model::Mode mode, const polychrome_audit_site *site) {
  // Every thread has an errno of its own.
  if (!counts() || n == 0 || is_own_stack(p) || p == &errno)
    return;
  if (site->library && this_thread.caller)
    site = this_thread.caller;
  const visit v;
  the_one->access(p, n, mode, site);
}

} // namespace

bool attached() {
  return true;
}

observer *start(const dispatch_table &table) {
  // Never destroyed: what is found is printed when everything else has been.
  the_one = new auditor(process_memory, table);
  return new process_observer(*the_one);
}

void finish() {
  std::fprintf(stderr, "polychrome: audit: units %u of %zu\n", units,
               the_one ? the_one->units() : 0);
  if (!the_one)
    return;
  the_one->found().print(STDERR_FILENO);
  if (the_one->found().clean())
    return;
  std::fflush(nullptr);
  ::_exit(3);
}

bool busy(int signal) {
  if (this_thread.inside)
    this_thread.pending_signal = signal;
  return this_thread.inside;
}

} // namespace polychrome::audit

using namespace polychrome::audit;
using polychrome::model::Mode;

void polychrome_audit_unit(std::uint32_t version) {
  if (version != POLYCHROME_AUDIT_VERSION) {
    std::fprintf(stderr,
                 "polychrome: audit: a unit was compiled for version %u, this is %u: "
                 "compile it again\n",
                 version, POLYCHROME_AUDIT_VERSION);
    ::_exit(2);
  }
  ++units;
}

void polychrome_audit_read(const void *p, std::size_t n, const polychrome_audit_site *site) {
  access(p, n, Mode::Read, site);
}

void polychrome_audit_write(const void *p, std::size_t n, const polychrome_audit_site *site) {
  access(p, n, Mode::Write, site);
}

static void update(const void *p, std::size_t n, Mode mode, const polychrome_audit_site *site) {
  access(p, n, mode, site);
  this_thread.addition = {p, n, site};
}

void polychrome_audit_commute(const void *p, std::size_t n, const polychrome_audit_site *site) {
  update(p, n, Mode::Commute, site);
}

void polychrome_audit_commute_or(const void *p, std::size_t n, const polychrome_audit_site *site) {
  update(p, n, Mode::CommuteOr, site);
}

void polychrome_audit_commute_and(const void *p, std::size_t n, const polychrome_audit_site *site) {
  update(p, n, Mode::CommuteAnd, site);
}

void polychrome_audit_commute_xor(const void *p, std::size_t n, const polychrome_audit_site *site) {
  update(p, n, Mode::CommuteXor, site);
}

void polychrome_audit_looked() {
  if (const auto &a = this_thread.addition; a.site)
    access(a.at, a.size, Mode::Write, a.site);
}

void polychrome_audit_string(const char *s, const polychrome_audit_site *site) {
  if (counts() && s)
    access(s, std::strlen(s) + 1, Mode::Read, site);
}

void polychrome_audit_copy_string(const char *to, const char *from,
                                  const polychrome_audit_site *site) {
  if (!counts())
    return;
  const std::size_t n = std::strlen(from) + 1;
  access(from, n, Mode::Read, site);
  access(to, n, Mode::Write, site);
}

void polychrome_audit_resource(const char *name, std::uint32_t writes,
                               const polychrome_audit_site *site) {
  if (!counts())
    return;
  if (site->library && this_thread.caller)
    site = this_thread.caller;
  const visit v;
  the_one->resource(name, writes ? Mode::Write : Mode::Read, site);
}

void polychrome_audit_freed(const void *p, std::size_t n) {
  forget(p, n);
}

void polychrome_audit_at(const polychrome_audit_site *site) {
  this_thread.caller = site;
}

std::uint32_t polychrome_audit_enter(std::uint32_t count) {
  return std::exchange(this_thread.counting, count != 0);
}

void polychrome_audit_leave(std::uint32_t before) {
  this_thread.counting = before != 0;
}

void polychrome_audit_released(const void *object) {
  if (!this_thread.running)
    return;
  const visit v;
  the_one->release(object);
}

void polychrome_audit_acquired(const void *object) {
  if (!this_thread.running)
    return;
  const visit v;
  the_one->acquire(object);
}
