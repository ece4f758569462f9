//===- polychrome/asio/lead.hpp - Whoever drains the reactor ----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// lead() is scheduler::do_run_one with two changes: an operation may be kept by the
// runtime, and then its share of the outstanding work stays counted; and posts of an
// invocation beside which others run are held in its frame until it has returned. C++11.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ASIO_LEAD_HPP
#define POLYCHROME_ASIO_LEAD_HPP

#pragma GCC system_header

#include <polychrome/asio/burst.hpp>

namespace polychrome_asio {

POLYCHROME_ASIO_RARE bool take_over(polychrome_frame *from) {
  const awake_lock awake(static_cast<frame *>(from)->loop_scheduler);
  if (!from->leader || !from->blocked)
    return false;
  from->leader = false;
  return true;
}

POLYCHROME_ASIO_RARE bool give_back(polychrome_frame *to) {
  const awake_lock awake(static_cast<frame *>(to)->loop_scheduler);
  to->leader = to->blocked;
  return to->blocked;
}

/// scheduler::task_cleanup.
struct around_task {
  frame &f;
  scheduler_lock &lock;

  ~around_task() {
    scheduler &s = f.loop_scheduler;
    if (f.info.private_outstanding_work > 0)
      asio::detail::increment(s.*reach(outstanding()), f.info.private_outstanding_work);
    f.info.private_outstanding_work = 0;
    lock_again(s, lock);
    f.blocked = false;
    s.*reach(interrupted()) = true;
    (s.*reach(the_queue())).push(f.info.private_op_queue);
    (s.*reach(the_queue())).push(reach(task_operation_tag())(s));
  }
};

/// There is nothing to take. True: nor is there after a while, and the leader is to wait.
inline bool linger(frame &f, scheduler_lock &lock, bool &wait) {
  scheduler &s = f.loop_scheduler;
  lock.unlock();
  wait = !polychrome_linger(&f);
  lock_again(s, lock);
  return (s.*reach(the_queue())).empty() && !(s.*reach(is_stopped())) &&
         !polychrome_must_return(&f);
}

/// Without a reactor, the leader waits for posts.
POLYCHROME_ASIO_RARE void wait_for_posts(frame &f, scheduler_lock &lock) {
  scheduler &s = f.loop_scheduler;
  bool wait;
  if (!linger(f, lock, wait) || !wait)
    return;
  f.blocked = true;
  (s.*reach(the_event())).clear(lock);
  (s.*reach(the_event())).wait(lock);
  f.blocked = false;
}

/// The reactor's turn. Where only that is queued, the leader waits; but not for events
/// alone while other threads are about to post.
inline void run_task(frame &f, operation *task, scheduler_lock &lock) {
  scheduler &s = f.loop_scheduler;
  polychrome_end_burst(&f);
  bool wait = false;
  if (!f.more && !f.turn && !linger(f, lock, wait)) {
    (s.*reach(the_queue())).push(task);
    return;
  }
  f.blocked = wait;
  s.*reach(interrupted()) = !wait;
  lock.unlock();
  around_task around = {f, lock};
  (s.*reach(the_task()))->run(wait ? -1 : 0, f.info.private_op_queue);
}

/// Operations of the program that are queued one behind the other, up to f.batch of them.
inline void take_batch(frame &f, operation *first, operation *task, scheduler_lock &lock) {
  operation_queue &queue = f.loop_scheduler.*reach(the_queue());
  void *ops[polychrome_batch];
  const void *functions[polychrome_batch];
  std::size_t count = 0;
  for (operation *o = first; o;) {
    ops[count] = o;
    functions[count++] = reinterpret_cast<const void *>(o->*reach(the_function()));
    o = count < f.batch ? queue.front() : nullptr;
    if (!o || o == task || o->*reach(the_function()) == reach(reactor_function()))
      break;
    queue.pop();
  }
  f.more = !queue.empty();
  lock.unlock();
  polychrome_dispatch_all(&f, ops, functions, count);
  lock_again(f.loop_scheduler, lock);
}

inline bool lead(polychrome_frame *base) {
  frame &f = *static_cast<frame *>(base);
  scheduler &s = f.loop_scheduler;
  operation_queue &queue = s.*reach(the_queue());
  operation *const task = reach(task_operation_tag())(s);
  awake_lock awake(s);
  scheduler_lock &lock = awake.lock;
  bool polled = false;
  for (;;) {
    if (f.burst == 0 && polychrome_must_return(base))
      return false;
    if (s.*reach(is_stopped()))
      return true;
    operation *const o = queue.front();
    if (!o) {
      if (f.other_waits || f.turn) {
        f.found_nothing = true;
        return false;
      }
      polychrome_end_burst(&f);
      wait_for_posts(f, lock);
      continue;
    }
    queue.pop();
    f.more = !queue.empty();
    if (o == task) {
      if (f.turn && polled) {
        queue.push(task);
        return false;
      }
      polled = true;
      run_task(f, task, lock);
      continue;
    }
    const bool of_reactor = o->*reach(the_function()) == reach(reactor_function());
    if (!of_reactor && f.burst == 0)
      __atomic_store_n(f.unstamped, 1, __ATOMIC_RELAXED);
    if (f.burst && begin_burst(f, o)) {
      run_burst(f, lock);
    } else if (f.batch && !of_reactor) {
      take_batch(f, o, task, lock);
    } else {
      const std::size_t bytes = o->*reach(result());
      lock.unlock();
      complete_one(f, o, bytes);
      if (f.burst) // Nobody else is here.
        lock.lock();
      else
        lock_again(s, lock);
    }
  }
}

} // namespace polychrome_asio

#endif // POLYCHROME_ASIO_LEAD_HPP
