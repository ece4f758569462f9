//===- polychrome/asio/strands.hpp - What goes through a strand -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included behind Asio's strand_executor_service.ipp by a shim header. A strand is locked from
// the moment when a handler is enqueued on it while it is idle until its queue has been run
// and nothing more waits. Asio's lock is left as it is, so two runs of one strand never
// overlap; but handlers are not to enter a strand before the invocation that enqueues them has
// returned, and those of one invocation enter as one block. So:
//   strand_executor_service::enqueue            asks polychrome_asio_enqueue first
//   strand_executor_service::push_waiting_to_ready  asks polychrome_asio_unlock first
// An invocation that enqueues on an idle strand takes the lock: what will run the queue is one
// of its posts, or runs now. Until that runs, the invocation owns the strand, and its further
// handlers follow the first one. What it enqueues on any other locked strand is kept in its
// frame. Such a strand stays locked: the operation that runs its queue is posted again although
// nothing waits yet, and the runtime holds it until the invocation has returned.
//
// Only strands of the io_context that the frame is in. C++11.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ASIO_STRANDS_HPP
#define POLYCHROME_ASIO_STRANDS_HPP

#pragma GCC system_header

#include <polychrome/asio/glue.hpp>

#ifndef POLYCHROME_ASIO_SERIAL

#include <algorithm>
#include <vector>

namespace polychrome_asio {

using asio::detail::strand_executor_service;
typedef strand_executor_service::strand_impl strand;
typedef strand_executor_service::implementation_type strand_pointer;

#define POLYCHROME_ASIO_REACH(tag, member, ...)                                                    \
  struct tag {                                                                                     \
    typedef __VA_ARGS__;                                                                           \
    friend type reach(tag);                                                                        \
  };                                                                                               \
  template struct reached<tag, &member>;

POLYCHROME_ASIO_REACH(strand_mutex, strand::mutex_, asio::detail::mutex *strand::*type)
POLYCHROME_ASIO_REACH(strand_locked, strand::locked_, bool strand::*type)
POLYCHROME_ASIO_REACH(strand_shutdown, strand::shutdown_, bool strand::*type)
POLYCHROME_ASIO_REACH(strand_waiting, strand::waiting_queue_, operation_queue strand::*type)
POLYCHROME_ASIO_REACH(strand_ready, strand::ready_queue_, operation_queue strand::*type)
POLYCHROME_ASIO_REACH(strand_service, strand::service_, strand_executor_service *strand::*type)
#undef POLYCHROME_ASIO_REACH

/// The strands from which something is kept, one entry for each block. An entry comes and
/// goes under the strand's own mutex.
class kept_strands {
public:
  void add(const strand *s) {
    std::lock_guard<std::mutex> guard(mutex_);
    all_.push_back(s);
  }
  void remove(const strand *s) {
    std::lock_guard<std::mutex> guard(mutex_);
    all_.erase(std::find(all_.begin(), all_.end(), s));
  }
  bool contains(const strand *s) {
    std::lock_guard<std::mutex> guard(mutex_);
    return std::find(all_.begin(), all_.end(), s) != all_.end();
  }
  static kept_strands &get() {
    static kept_strands all;
    return all;
  }

private:
  std::mutex mutex_;
  std::vector<const strand *> all_;
};

struct block_of_strand : strand_block {
  const strand_pointer owner;

  explicit block_of_strand(const strand_pointer &s) : owner(s) { strand_block::strand = s.get(); }

  void enqueue() override {
    if (operations.empty())
      return;
    polychrome_asio::strand &s = *owner;
    asio::detail::mutex::scoped_lock lock(*(s.*reach(strand_mutex())));
    operation_queue &ready = s.*reach(strand_ready()), &waiting = s.*reach(strand_waiting());
    if (owned)
      ready.push(waiting);
    (owned ? ready : waiting).push(operations);
    kept_strands::get().remove(&s);
  }
};

/// What the frame's invocation has to do with the strand, or null; `f` is locked.
inline strand_block *find_block(frame &f, const strand &s) {
  strand_block *block = f.strands.get();
  while (block && block->strand != &s)
    block = block->next.get();
  return block;
}

inline strand_block &block_of(frame &f, const strand_pointer &s) {
  if (strand_block *known = find_block(f, *s))
    return *known;
  std::unique_ptr<strand_block> block(new block_of_strand(s));
  block->next = std::move(f.strands);
  f.strands = std::move(block);
  return *f.strands;
}

/// The current frame if it is in the loop that runs the strand, else null.
inline frame *frame_for(const strand &s) {
  polychrome_frame *const f = polychrome_current_frame;
  const void *const context = &(s.*reach(strand_service()))->context();
  return f && f->context == context ? static_cast<frame *>(f) : nullptr;
}

/// Others may run beside the frame's invocation; `f` is locked.
inline bool beside_others(const frame &f) {
  return f.holding && !f.released;
}

enum answer { as_usual = -1, no = 0, yes = 1 };

inline answer enqueue(frame &f, const strand_pointer &pointer, operation *op) {
  strand &s = *pointer;
  std::lock_guard<frame_mutex> guard(f.children_mutex);
  if (!beside_others(f))
    return as_usual;
  asio::detail::mutex::scoped_lock lock(*(s.*reach(strand_mutex())));
  if (s.*reach(strand_shutdown()))
    return as_usual;
  strand_block &block = block_of(f, pointer);
  if (!(s.*reach(strand_locked()))) {
    s.*reach(strand_locked()) = block.owned = true;
    (s.*reach(strand_ready())).push(op);
    return yes;
  }
  if (block.owned && !strand_executor_service::running_in_this_thread(pointer)) {
    (s.*reach(strand_ready())).push(op);
    return no;
  }
  if (block.operations.empty())
    kept_strands::get().add(&s);
  block.operations.push(op);
  return no;
}

/// Whether the strand stays locked.
inline bool unlock(strand &s) {
  asio::detail::mutex::scoped_lock lock(*(s.*reach(strand_mutex())));
  operation_queue &ready = s.*reach(strand_ready());
  ready.push(s.*reach(strand_waiting()));
  return s.*reach(strand_locked()) = !ready.empty() || kept_strands::get().contains(&s);
}

inline answer unlock(const strand_pointer &pointer) {
  frame *const f = frame_for(*pointer);
  if (!f)
    return unlock(*pointer) ? yes : no;
  std::lock_guard<frame_mutex> guard(f->children_mutex);
  const bool more = unlock(*pointer);
  if (more && beside_others(*f))
    block_of(*f, pointer).owned = true;
  else if (strand_block *block = find_block(*f, *pointer))
    block->owned = false;
  return more ? yes : no;
}

inline const operation *front_of(const void *s) {
  return (const_cast<strand *>(static_cast<const strand *>(s))->*reach(strand_ready())).front();
}

struct strands_known {
  strands_known() { front_of_strand() = &front_of; }
};
static const strands_known know_strands;

} // namespace polychrome_asio

/// Less than 0: Asio does it; else enqueue()'s result: whether what will run the strand's
/// queue has to be scheduled.
extern "C" inline __attribute__((used, visibility("hidden"))) int
polychrome_asio_enqueue(void *strand, void *op) {
  using namespace polychrome_asio;
  if (__builtin_expect(!polychrome_current_frame, 1))
    return as_usual;
  const strand_pointer &s = *static_cast<const strand_pointer *>(strand);
  frame *const f = frame_for(*s);
  return f ? enqueue(*f, s, static_cast<operation *>(op)) : as_usual;
}

/// The same for push_waiting_to_ready().
extern "C" inline __attribute__((used, visibility("hidden"))) int
polychrome_asio_unlock(void *strand) {
  using namespace polychrome_asio;
  if (__builtin_expect(!polychrome_current_frame, 1))
    return as_usual;
  return unlock(*static_cast<const strand_pointer *>(strand));
}

#endif // POLYCHROME_ASIO_SERIAL

#endif // POLYCHROME_ASIO_STRANDS_HPP
