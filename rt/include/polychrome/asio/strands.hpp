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

#pragma clang attribute push(__attribute__((nodebug)), apply_to = hasType(functionType))

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

struct block_of_strand;

/// The blocks that keep something from their strands. One comes and goes under the strand's
/// own mutex.
class kept_blocks {
public:
  void add(block_of_strand &);
  void remove(block_of_strand &);
  bool keep_from(const strand &);
  static kept_blocks &get() {
    static kept_blocks all;
    return all;
  }

private:
  frame_mutex mutex_;
  block_of_strand *first_ = nullptr;
};

struct block_of_strand : strand_block {
  const strand_pointer owner;
  block_of_strand *next_kept = nullptr;

  explicit block_of_strand(const strand_pointer &s) : owner(s) { strand_block::strand = s.get(); }
  ~block_of_strand() {
    if (!operations.empty())
      kept_blocks::get().remove(*this);
  }

  void enqueue() override {
    if (operations.empty())
      return;
    polychrome_asio::strand &s = *owner;
    asio::detail::mutex::scoped_lock lock(*(s.*reach(strand_mutex())));
    operation_queue &ready = s.*reach(strand_ready()), &waiting = s.*reach(strand_waiting());
    if (owned)
      ready.push(waiting);
    (owned ? ready : waiting).push(operations);
    kept_blocks::get().remove(*this);
  }
};

inline void kept_blocks::add(block_of_strand &b) {
  const frame_lock guard(mutex_);
  b.next_kept = first_;
  first_ = &b;
}

inline void kept_blocks::remove(block_of_strand &b) {
  const frame_lock guard(mutex_);
  for (block_of_strand **at = &first_; *at; at = &(*at)->next_kept)
    if (*at == &b) {
      *at = b.next_kept;
      return;
    }
}

inline bool kept_blocks::keep_from(const polychrome_asio::strand &s) {
  const frame_lock guard(mutex_);
  for (const block_of_strand *b = first_; b; b = b->next_kept)
    if (b->owner.get() == &s)
      return true;
  return false;
}

/// What the frame's invocation has to do with the strand, or null; `f` is locked.
inline strand_block *find_block(frame &f, const strand &s) {
  strand_block *block = f.strands;
  while (block && block->strand != &s)
    block = block->next;
  return block;
}

inline block_of_strand &block_of(frame &f, const strand_pointer &s) {
  if (strand_block *known = find_block(f, *s))
    return *static_cast<block_of_strand *>(known);
  block_of_strand *const block = new block_of_strand(s);
  block->next = f.strands;
  f.strands = block;
  return *block;
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
  const frame_lock guard(f.children_mutex);
  if (!beside_others(f))
    return as_usual;
  asio::detail::mutex::scoped_lock lock(*(s.*reach(strand_mutex())));
  if (s.*reach(strand_shutdown()))
    return as_usual;
  block_of_strand &block = block_of(f, pointer);
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
    kept_blocks::get().add(block);
  block.operations.push(op);
  return no;
}

/// Whether the strand stays locked.
inline bool unlock(strand &s) {
  asio::detail::mutex::scoped_lock lock(*(s.*reach(strand_mutex())));
  operation_queue &ready = s.*reach(strand_ready());
  ready.push(s.*reach(strand_waiting()));
  return s.*reach(strand_locked()) = !ready.empty() || kept_blocks::get().keep_from(s);
}

inline answer unlock(const strand_pointer &pointer) {
  frame *const f = frame_for(*pointer);
  if (!f)
    return unlock(*pointer) ? yes : no;
  const frame_lock guard(f->children_mutex);
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

#pragma clang attribute pop

#endif // POLYCHROME_ASIO_SERIAL

#endif // POLYCHROME_ASIO_STRANDS_HPP
