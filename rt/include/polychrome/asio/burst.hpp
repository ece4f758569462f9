//===- polychrome/asio/burst.hpp - Many tiny operations at once -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The leader may complete a burst of operations without asking the runtime, because nobody
// else is here. Those that are queued one behind the other it takes out of the queue
// together; what they post is held in the frame, and enters the queue in its order when they
// have returned. So a handler costs neither Asio's lock nor the count of outstanding work,
// which counts for more than anything else where handlers are empty: once a process has a
// second thread, glibc's locks are atomic operations.
//
// Nobody can tell, since nobody else takes from the queue. But
// - another thread may enter run(), and a handler may be waiting for that: so both lists can
//   be taken from the frame at any time (release() in glue.hpp). Hence the frame's lock.
// - what a handler starts otherwise than by posting may complete on another thread (a resolver's)
//   and enter the queue: so what has been posted before enters it first (created_in_burst). The
//   order causal would not ask for that, strict does.
// - a handler that runs the loop itself would miss both lists: such a one is exclusive, and
//   has no part in this. C++11.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ASIO_BURST_HPP
#define POLYCHROME_ASIO_BURST_HPP

#pragma GCC system_header

#include <polychrome/asio/frame.hpp>

namespace polychrome_asio {

inline bool is_tiny(const polychrome_frame &f, const void *function) {
  return f.tiny[polychrome_frame::tiny_slot(function)] == function;
}

inline bool joins_burst(const frame &f, const operation *o) {
  const void *const function = reinterpret_cast<const void *>(o->*reach(the_function()));
  // The reactor's turn has no function.
  return function && is_tiny(f, function) &&
         (f.gathers >> polychrome_frame::tiny_slot(function) & 1);
}

/// Fills the frame with a burst's operations, of which `first` is the next and the others are
/// queued. False if `first` is not to be run so. Under the scheduler's lock.
POLYCHROME_ASIO_APART bool begin_burst(frame &f, operation *first) {
  // Whoever waits for events may complete what a handler has only just started.
  if (f.other_waits || f.batch || !joins_burst(f, first) || polychrome_must_return(&f))
    return false;
  operation_queue &queue = f.loop_scheduler.*reach(the_queue());
  const frame_lock guard(f.children_mutex);
  if (f.released)
    return false;
  f.burst_operations.push(first);
  for (std::uint32_t n = 1; n < f.burst && !queue.empty() && joins_burst(f, queue.front()); ++n) {
    operation *const o = queue.front();
    queue.pop();
    f.burst_operations.push(o);
  }
  return true;
}

/// What has been posted enters the queue now.
POLYCHROME_ASIO_APART void let_go(frame &f) {
  operation_queue block;
  {
    const frame_lock guard(f.children_mutex);
    block.push(f.children);
    asio::detail::increment(f.loop_scheduler.*reach(outstanding()), f.uncounted);
    f.uncounted = 0;
  }
  queue_block(f, block, true); // Another thread may have entered run() meanwhile.
}

inline void created_in_burst(polychrome_frame &base, const void *op, const void *function) {
  frame &f = static_cast<frame &>(base);
  if (!f.gathering)
    return;
  if (function != f.posts_only[polychrome_frame::tiny_slot(function)])
    let_go(f);
  f.last_created = op;
  f.last_function = function;
}

/// Whether what is posted to `s` may be held: `op`, or null if that is several.
inline bool may_hold(frame &f, const void *s, const void *op, bool continuation) {
  if (f.holding || !f.unasked)
    return f.holding;
  if (!f.gathering)
    return false;
  if (f.loop != s) {
    let_go(f); // Another loop's thread may post in turn.
    return false;
  }
  if (op && f.last_created == op)
    f.posts_only[polychrome_frame::tiny_slot(f.last_function)] = f.last_function;
  // Asio has a list of its own for what is deferred.
  return !continuation || f.loop_scheduler.*reach(one_thread());
}

/// Also written under the scheduler's lock by other threads, which are seen a little later.
__attribute__((no_sanitize("thread"))) inline bool seems_stopped(scheduler &s) {
  return *static_cast<const volatile bool *>(&(s.*reach(is_stopped())));
}

/// On block exit, because handlers throw: what is left goes back, what was posted comes behind
/// it.
struct around_burst {
  frame &f;
  scheduler_lock &lock;
  std::size_t returned;

  around_burst(frame &fr, scheduler_lock &l) : f(fr), lock(l), returned(0) {
    f.gathering = true;
    f.last_created = nullptr;
  }

  ~around_burst() {
    f.gathering = false;
    operation_queue rest, block;
    {
      const frame_lock guard(f.children_mutex);
      if (f.released)
        polychrome_end_burst(&f);
      rest.push(f.burst_operations);
    }
    f.returned = returned;
    collect(f, nullptr, 0, block);
    lock_again(f.loop_scheduler, lock);
    operation_queue &queue = f.loop_scheduler.*reach(the_queue());
    rest.push(queue);
    queue.push(rest);
    queue.push(block);
    f.more = !queue.empty();
  }

  operation *next() {
    const frame_lock guard(f.children_mutex);
    operation *const o = f.burst_operations.front();
    if (o)
      f.burst_operations.pop();
    return o;
  }

  /// On block exit likewise.
  struct call {
    around_burst &burst;

    explicit call(around_burst &b) : burst(b) {
      --b.f.burst;
      b.f.running = b.f.unasked = true;
    }
    ~call() {
      frame &f = burst.f;
      f.running = f.unasked = false;
      ++f.completed;
      ++burst.returned;
      if (f.info.private_op_queue.empty())
        return;
      const frame_lock guard(f.children_mutex);
      f.children.push(f.info.private_op_queue); // Behind what it has posted.
    }
  };
};

/// Completes what begin_burst() has taken. Unlocks the scheduler, and locks it again.
POLYCHROME_ASIO_APART void run_burst(frame &f, scheduler_lock &lock) {
  scheduler &s = f.loop_scheduler;
  lock.unlock();
  around_burst burst(f, lock);
  const POLYCHROME_ASIO_ERROR_CODE ec;
  while (operation *const o = burst.next()) {
    const around_burst::call call(burst);
    o->complete(&s, ec, o->*reach(result()));
    f.info.rethrow_pending_exception();
    if (seems_stopped(s))
      return;
  }
}

} // namespace polychrome_asio

#endif // POLYCHROME_ASIO_BURST_HPP
