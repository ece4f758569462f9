//===- interface.cpp - What programs and loops call --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// abi.h, loop.h and polychrome.h as calls of the process's one runtime and its domains.
//
//===----------------------------------------------------------------------===//

#include "polychrome/abi.h"
#include "polychrome/polychrome.h"
#include "rt/src/runtime.hpp"
#include "rt/src/urgent.hpp"

#include <utility>

using polychrome::domain;
using polychrome::runtime;

struct polychrome_domain {
  std::shared_ptr<domain> self;
};

__thread polychrome_frame *polychrome_current_frame = nullptr;

void polychrome_register(const void *begin, const void *end) {
  runtime::get().add_records(begin, end);
}

bool polychrome_active() {
  return runtime::get().active();
}

void polychrome_disable(const char *reason) {
  runtime::get().disable(reason);
}

void polychrome_count_serial(std::size_t invocations) {
  runtime::get().count_serial(invocations);
}

polychrome_domain *polychrome_domain_open(const polychrome_loop *callbacks, void *loop) {
  if (callbacks->version != polychrome_loop_version) {
    runtime::get().refuse_loop();
    return nullptr;
  }
  auto *d = new polychrome_domain;
  d->self = std::make_shared<domain>(runtime::get().shared_engine(), *callbacks, loop, d);
  runtime::get().add(d->self.get());
  return d;
}

void polychrome_domain_close(polychrome_domain *d) {
  runtime::get().remove(d->self.get());
  delete d;
}

bool polychrome_domain_pending(polychrome_domain *d) {
  return d->self->pending();
}

bool polychrome_domain_run(polychrome_domain *d, polychrome_frame *frame, std::size_t *count) {
  return d->self->run(*frame, *count);
}

void polychrome_domain_serve(polychrome_domain *d, polychrome_frame *frame) {
  d->self->serve(*frame);
}

bool polychrome_dispatch(polychrome_frame *frame, void *op, const void *function) {
  return frame->domain->self->dispatch(*frame, op, function);
}

bool polychrome_dispatch_handler(polychrome_frame *frame, void *op, const void *handler,
                                 const void *closure) {
  const polychrome::dispatch_table &table = runtime::get().shared_engine().table;
  return frame->domain->self->dispatch(*frame, op, table.find(handler, closure));
}

void polychrome_dispatch_all(polychrome_frame *frame, void *const *ops,
                             const void *const *functions, std::size_t count) {
  frame->domain->self->dispatch_all(*frame, ops, functions, count);
}

void polychrome_dispatch_handlers(polychrome_frame *frame, void *const *ops,
                                  const void *const *handlers, const void *const *closures,
                                  std::size_t count) {
  const polychrome::dispatch_table &table = runtime::get().shared_engine().table;
  polychrome::dispatch_table::match m[polychrome_batch];
  for (std::size_t n = 0; n < count; ++n)
    m[n] = table.find(handlers[n], closures[n]);
  frame->domain->self->dispatch_all(*frame, ops, m, count);
}

void polychrome_finish(polychrome_frame *frame, bool threw) {
  frame->domain->self->finish(*frame, threw);
}

void polychrome_observe_posted(polychrome_frame *frame, const void *op) {
  frame->domain->self->created(*frame, op);
}

__thread int polychrome_current_priority = 0;

int polychrome_set_priority(int priority) {
  return std::exchange(polychrome_current_priority, priority > 0 && polychrome_active() ? 1 : 0);
}

void polychrome_urgent(const void *op) {
  polychrome::urgent_operations::get().add(op);
}

int polychrome_created_outside = 0;

void polychrome_created(polychrome_frame *frame, const void *op) {
  if (!frame) {
    runtime::get().created_outside(op);
    return;
  }
  if (frame->observed)
    frame->domain->self->created(*frame, op);
  if (!frame->holding)
    return;
  const std::uint32_t n = frame->created_count;
  if (n > polychrome_frame_created)
    return;
  if (n < polychrome_frame_created)
    __atomic_store_n(&frame->created[n], op, __ATOMIC_RELAXED);
  __atomic_store_n(&frame->created_count, n + 1, __ATOMIC_RELEASE);
}

bool polychrome_linger(polychrome_frame *frame) {
  return frame->domain->self->linger(*frame);
}

bool polychrome_must_return(const polychrome_frame *frame) {
  return frame->domain->self->must_return(*frame);
}
