//===- polychrome/asio/glue.hpp - Asio's scheduler as a loop -----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included behind Asio's scheduler.ipp by a shim header, in the program's own translation
// units, with POLYCHROME_ASIO naming Asio's namespace. The pass makes Asio call the functions at
// the end of this file:
//   io_context::run              -> polychrome_asio_run instead of scheduler::run
//   scheduler_operation::complete   asks polychrome_asio_complete first
//   scheduler_operation's constructor tells polychrome_asio_created
//   scheduler::post_*, do_dispatch  ask polychrome_asio_post(s) first
//
// Redirecting the call inside io_context::run tells an io_context from Asio's other
// users of the scheduler (thread_pool, system_context, the resolver's own thread):
// those call scheduler::run themselves and never get a frame. Neither do poll, run_one
// and run_for, which stay serial.
//
// lead() is scheduler::do_run_one with two changes: an operation may be kept by the
// runtime, and then its share of the outstanding work stays counted; and posts of an
// invocation beside which others run are held in its frame until it has returned.
//
// Private members of Asio are named through explicit instantiation, which is exempt
// from access checks. C++11.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ASIO_GLUE_HPP
#define POLYCHROME_ASIO_GLUE_HPP

#pragma GCC system_header

#include <polychrome/loop.h>

#ifdef POLYCHROME_ASIO_SERIAL

namespace polychrome_asio {
struct serial {
  serial() { polychrome_disable(POLYCHROME_ASIO_SERIAL); }
};
static const serial serial_program;
} // namespace polychrome_asio

#else

#include <memory>
#include <mutex>

namespace polychrome_asio {

namespace asio = POLYCHROME_ASIO;
using asio::detail::scheduler;
typedef asio::detail::scheduler_operation operation;
typedef asio::detail::op_queue<operation> operation_queue;
typedef asio::detail::conditionally_enabled_mutex scheduler_mutex;
typedef asio::detail::conditionally_enabled_event scheduler_event;
typedef scheduler_mutex::scoped_lock scheduler_lock;
typedef asio::detail::call_stack<asio::detail::thread_context, asio::detail::thread_info_base>
    thread_call_stack;
typedef void (*complete_function)(void *, operation *, const POLYCHROME_ASIO_ERROR_CODE &,
                                  std::size_t);
typedef asio::detail::executor_function posted_function;
typedef asio::detail::executor_op<posted_function, std::allocator<void>, operation> posted_op;

// Names for private members: POLYCHROME_ASIO_REACH(tag, type, member) declares reach(tag).
template <typename Tag, typename Tag::type Member> struct reached {
  friend typename Tag::type reach(Tag) { return Member; }
};
#define POLYCHROME_ASIO_REACH(tag, member, ...)                                                    \
  struct tag {                                                                                     \
    typedef __VA_ARGS__;                                                                           \
    friend type reach(tag);                                                                        \
  };                                                                                               \
  template struct reached<tag, &member>;

POLYCHROME_ASIO_REACH(the_mutex, scheduler::mutex_, scheduler_mutex scheduler::*type)
POLYCHROME_ASIO_REACH(the_event, scheduler::wakeup_event_, scheduler_event scheduler::*type)
POLYCHROME_ASIO_REACH(the_queue, scheduler::op_queue_, operation_queue scheduler::*type)
POLYCHROME_ASIO_REACH(the_task, scheduler::task_, asio::detail::scheduler_task *scheduler::*type)
POLYCHROME_ASIO_REACH(interrupted, scheduler::task_interrupted_, bool scheduler::*type)
POLYCHROME_ASIO_REACH(outstanding, scheduler::outstanding_work_,
                      asio::detail::atomic_count scheduler::*type)
POLYCHROME_ASIO_REACH(is_stopped, scheduler::stopped_, bool scheduler::*type)
POLYCHROME_ASIO_REACH(wake_and_unlock, scheduler::wake_one_thread_and_unlock,
                      void (scheduler::*type)(scheduler_lock &))
POLYCHROME_ASIO_REACH(result, operation::task_result_, unsigned int operation::*type)
POLYCHROME_ASIO_REACH(the_function, operation::func_, complete_function operation::*type)
POLYCHROME_ASIO_REACH(reactor_function, asio::detail::epoll_reactor::descriptor_state::do_complete,
                      complete_function type)
POLYCHROME_ASIO_REACH(posted_handler, posted_op::handler_, posted_function posted_op::*type)
#undef POLYCHROME_ASIO_REACH

// task_operation_ has a private type, so its address is had from a function template.
struct task_operation_tag {
  typedef operation *(*type)(scheduler &);
  friend type reach(task_operation_tag);
};
template <typename Member, Member Pointer> struct reached_task {
  static operation *address(scheduler &s) { return &(s.*Pointer); }
  friend task_operation_tag::type reach(task_operation_tag) { return &address; }
};
template struct reached_task<decltype(&scheduler::task_operation_), &scheduler::task_operation_>;

/// A thread inside io_context::run, or a worker.
struct frame : polychrome_frame {
  scheduler &loop_scheduler;
  asio::detail::scheduler_thread_info info;
  thread_call_stack::context context;
  polychrome_frame *const outer;
  /// What the running invocation has posted. Guarded by children_mutex, because it is
  /// released by another thread when a second one enters run().
  operation_queue children;
  bool released = false;
  std::mutex children_mutex;

  explicit frame(scheduler &s)
      : loop_scheduler(s), context(&s, info), outer(polychrome_current_frame) {
    info.private_outstanding_work = 0;
    loop = &s;
    polychrome_current_frame = this;
  }
  ~frame() { polychrome_current_frame = outer; }
};

inline void wake(void *loop) {
  scheduler &s = *static_cast<scheduler *>(loop);
  scheduler_lock lock(s.*reach(the_mutex()));
  (s.*reach(wake_and_unlock()))(lock);
}

inline void lock_queue(void *loop) {
  (static_cast<scheduler *>(loop)->*reach(the_mutex())).lock();
}

inline void unlock_queue(void *loop) {
  (static_cast<scheduler *>(loop)->*reach(the_mutex())).unlock();
}

inline bool stopped(void *loop) {
  return static_cast<scheduler *>(loop)->stopped();
}

/// scheduler::work_cleanup for `returned` operations.
inline void settle_work(frame &f, std::size_t returned) {
  scheduler &s = f.loop_scheduler;
  const long balance = f.info.private_outstanding_work - static_cast<long>(returned);
  f.info.private_outstanding_work = 0;
  if (balance > 0)
    asio::detail::increment(s.*reach(outstanding()), balance);
  if (balance >= 0)
    return;
  if (balance < -1)
    asio::detail::increment(s.*reach(outstanding()), balance + 1);
  s.work_finished(); // Which stops the scheduler if it was the last.
}

inline void queue_block(frame &f, operation_queue &block, bool wake_leader) {
  if (block.empty())
    return;
  scheduler &s = f.loop_scheduler;
  scheduler_lock lock(s.*reach(the_mutex()));
  (s.*reach(the_queue())).push(block);
  if (wake_leader)
    (s.*reach(wake_and_unlock()))(lock);
}

/// What the frame's last invocations hand over, in order; their work is settled first. The
/// work includes the block's: who takes from it must not be able to bring the count to zero.
inline void collect(frame &f, void *const *held, std::size_t count, operation_queue &block) {
  {
    std::lock_guard<std::mutex> guard(f.children_mutex);
    block.push(f.children);
    f.released = false;
  }
  for (std::size_t i = 0; i < count; ++i)
    block.push(static_cast<operation *>(held[i]));
  block.push(f.info.private_op_queue);
  settle_work(f, f.returned);
}

inline void settle(polychrome_frame *base, void *const *held, std::size_t count, bool wake_leader) {
  frame &f = *static_cast<frame *>(base);
  operation_queue block;
  collect(f, held, count, block);
  queue_block(f, block, wake_leader);
}

inline void *detach(polychrome_frame *base, void *const *held, std::size_t count) {
  frame &f = *static_cast<frame *>(base);
  operation_queue block;
  collect(f, held, count, block);
  if (block.empty())
    return nullptr;
  operation_queue *const detached = new operation_queue;
  detached->push(block);
  return detached;
}

inline void append(void *loop, void *block) {
  scheduler &s = *static_cast<scheduler *>(loop);
  const std::unique_ptr<operation_queue> detached(static_cast<operation_queue *>(block));
  scheduler_lock lock(s.*reach(the_mutex()));
  (s.*reach(the_queue())).push(*detached);
}

inline bool take_over(polychrome_frame *from) {
  scheduler &s = static_cast<frame *>(from)->loop_scheduler;
  scheduler_lock lock(s.*reach(the_mutex()));
  if (!from->leader || !from->blocked)
    return false;
  from->leader = false;
  return true;
}

inline bool give_back(polychrome_frame *to) {
  scheduler &s = static_cast<frame *>(to)->loop_scheduler;
  scheduler_lock lock(s.*reach(the_mutex()));
  to->leader = to->blocked;
  return to->blocked;
}

/// Around one operation, on block exit because handlers throw.
struct around_operation {
  frame &f;
  bool threw;

  explicit around_operation(frame &fr) : f(fr), threw(true) {}

  ~around_operation() {
    if (f.running && !f.unasked) {
      polychrome_finish(&f, threw);
    } else {
      if (f.unasked)
        f.running = f.unasked = false;
      settle_work(f, f.kept ? 0 : 1);
      queue_block(f, f.info.private_op_queue, false);
    }
    if (!f.kept)
      ++f.completed;
    f.kept = false;
  }
};

/// scheduler::task_cleanup.
struct around_task {
  frame &f;
  scheduler_lock &lock;

  ~around_task() {
    scheduler &s = f.loop_scheduler;
    if (f.info.private_outstanding_work > 0)
      asio::detail::increment(s.*reach(outstanding()), f.info.private_outstanding_work);
    f.info.private_outstanding_work = 0;
    lock.lock();
    f.blocked = false;
    s.*reach(interrupted()) = true;
    (s.*reach(the_queue())).push(f.info.private_op_queue);
    (s.*reach(the_queue())).push(reach(task_operation_tag())(s));
  }
};

inline void complete_one(frame &f, operation *o, std::size_t bytes) {
  const POLYCHROME_ASIO_ERROR_CODE ec;
  around_operation around(f);
  o->complete(&f.loop_scheduler, ec, bytes);
  f.info.rethrow_pending_exception();
  around.threw = false;
}

/// There is nothing to take. True: nor is there after a while, and the leader is to wait.
inline bool linger(frame &f, scheduler_lock &lock, bool &wait) {
  scheduler &s = f.loop_scheduler;
  lock.unlock();
  wait = !polychrome_linger(&f);
  lock.lock();
  return (s.*reach(the_queue())).empty() && !(s.*reach(is_stopped())) &&
         !polychrome_must_return(&f);
}

/// Without a reactor, the leader waits for posts.
inline void wait_for_posts(frame &f, scheduler_lock &lock) {
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
  f.burst = 0;
  bool wait = false;
  if (!f.more && !linger(f, lock, wait)) {
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
  lock.lock();
}

inline bool lead(polychrome_frame *base) {
  frame &f = *static_cast<frame *>(base);
  scheduler &s = f.loop_scheduler;
  operation_queue &queue = s.*reach(the_queue());
  operation *const task = reach(task_operation_tag())(s);
  scheduler_lock lock(s.*reach(the_mutex()));
  for (;;) {
    if (f.burst == 0 && polychrome_must_return(base))
      return false;
    if (s.*reach(is_stopped()))
      return true;
    operation *const o = queue.front();
    if (!o) {
      if (f.other_waits)
        return false;
      f.burst = 0;
      wait_for_posts(f, lock);
      continue;
    }
    queue.pop();
    f.more = !queue.empty();
    if (o == task) {
      run_task(f, task, lock);
    } else if (f.batch && o->*reach(the_function()) != reach(reactor_function())) {
      take_batch(f, o, task, lock);
    } else {
      const std::size_t bytes = o->*reach(result());
      lock.unlock();
      complete_one(f, o, bytes);
      lock.lock();
    }
  }
}

inline void invoke(polychrome_frame *base, void *op) {
  frame &f = *static_cast<frame *>(base);
  operation *const o = static_cast<operation *>(op);
  complete_one(f, o, o->*reach(result()));
}

inline void requeue(void *loop, void *const *ops, std::size_t count, bool front) {
  scheduler &s = *static_cast<scheduler *>(loop);
  operation_queue block;
  for (std::size_t i = 0; i < count; ++i)
    block.push(static_cast<operation *>(ops[i]));
  scheduler_lock lock(s.*reach(the_mutex()));
  operation_queue &queue = s.*reach(the_queue());
  if (front)
    block.push(queue);
  queue.push(block);
  (s.*reach(wake_and_unlock()))(lock);
}

inline void release(polychrome_frame *base) {
  frame &f = *static_cast<frame *>(base);
  operation_queue block;
  {
    std::lock_guard<std::mutex> guard(f.children_mutex);
    f.released = true;
    block.push(f.children);
  }
  scheduler &s = f.loop_scheduler;
  scheduler_lock lock(s.*reach(the_mutex()));
  (s.*reach(the_queue())).push(block);
  (s.*reach(wake_and_unlock()))(lock);
}

inline void serve(void *loop, polychrome_domain *domain) {
  frame f(*static_cast<scheduler *>(loop));
  polychrome_domain_serve(domain, &f);
}

/// Where posted_op keeps the pointer to its function object.
inline std::size_t trampoline_offset() {
  alignas(posted_op) static char place[sizeof(posted_op)];
  posted_op *const op = reinterpret_cast<posted_op *>(place);
  return reinterpret_cast<char *>(&(op->*reach(posted_handler()))) - place;
}

inline const polychrome_loop *callbacks() {
  static const polychrome_loop table = {
      &lead,    &take_over, &give_back,  &invoke,       &settle,
      &detach,  &append,    &requeue,    &release,      &wake,
      &stopped, &serve,     &lock_queue, &unlock_queue, trampoline_offset()};
  return &table;
}

/// Keeps an io_context's domain, and goes with the io_context.
class domain_service : public asio::detail::execution_context_service_base<domain_service> {
public:
  explicit domain_service(asio::execution_context &c)
      : asio::detail::execution_context_service_base<domain_service>(c) {}
  ~domain_service() {
    if (domain_)
      polychrome_domain_close(domain_);
  }
  void shutdown() {}

  polychrome_domain *of(scheduler &s) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (!domain_)
      domain_ = polychrome_domain_open(callbacks(), &s);
    return domain_;
  }

private:
  std::mutex mutex_;
  polychrome_domain *domain_ = nullptr;
};

/// The context was asked to do without locks: it has to stay on one thread.
inline bool is_unsafe(const scheduler &s) {
  const int hint = s.concurrency_hint();
  const unsigned id = 0xA5100000u, id_mask = 0xFFFF0000u, locks = 0x7u;
  return (static_cast<unsigned>(hint) & id_mask) == id &&
         (static_cast<unsigned>(hint) & locks) != locks;
}

inline std::size_t run(scheduler &s, POLYCHROME_ASIO_ERROR_CODE &ec) {
  // A handler that runs a loop: of this one it is the only thread, another one it owns.
  if (polychrome_current_frame)
    return s.run(ec);
  if (polychrome_active() && is_unsafe(s))
    polychrome_disable("an io_context has a concurrency hint that disables locking");
  if (!polychrome_active()) {
    const std::size_t n = s.run(ec);
    polychrome_count_serial(n);
    return n;
  }
  polychrome_domain *const domain = asio::use_service<domain_service>(s.context()).of(s);
  ec = POLYCHROME_ASIO_ERROR_CODE();
  if (s.*reach(outstanding()) == 0 && !polychrome_domain_pending(domain)) {
    s.stop();
    return 0;
  }
  std::size_t count = 0;
  {
    frame f(s);
    if (polychrome_domain_run(domain, &f, &count))
      return count;
  }
  return count + s.run(ec);
}

/// True if the running invocation's posts are held; `add` puts them into its frame.
template <typename Add> bool hold(scheduler *s, Add add) {
  frame *const f = static_cast<frame *>(polychrome_current_frame);
  if (!f || !f->holding || f->loop != s)
    return false;
  std::lock_guard<std::mutex> guard(f->children_mutex);
  if (f->released)
    return false;
  add(f->children);
  return true;
}

} // namespace polychrome_asio

// Called by instrumented Asio code only.
#define POLYCHROME_ASIO_CALLED extern "C" inline __attribute__((used, visibility("hidden")))

/// True: the runtime keeps the operation, do not complete it now.
POLYCHROME_ASIO_CALLED bool polychrome_asio_complete(void *op, void *owner) {
  using namespace polychrome_asio;
  polychrome_frame *const f = polychrome_current_frame;
  if (__builtin_expect(!f, 1) || f->running || f->loop != owner)
    return false;
  const complete_function function = static_cast<operation *>(op)->*reach(the_function());
  // The reactor's own: it completes the program's operations, nested.
  if (function == reach(reactor_function()))
    return false;
  const void *const address = reinterpret_cast<const void *>(function);
  if (f->burst && f->tiny[polychrome_frame::tiny_slot(address)] == address) {
    --f->burst;
    f->running = f->unasked = true;
    return false;
  }
  return !polychrome_dispatch(f, op, address);
}

POLYCHROME_ASIO_CALLED void polychrome_asio_created(void *op) {
  polychrome_frame *const f = polychrome_current_frame;
  if (__builtin_expect(f && (f->holding || f->observed), 0))
    polychrome_created(f, op);
  if (__builtin_expect(polychrome_current_priority != 0, 0))
    polychrome_urgent(op);
}

/// True: held until the invocation has returned. `counted`: already outstanding work.
POLYCHROME_ASIO_CALLED bool polychrome_asio_post(void *s, void *op, bool counted) {
  using namespace polychrome_asio;
  polychrome_frame *const f = polychrome_current_frame;
  if (__builtin_expect(!f, 1))
    return false;
  scheduler *const to = static_cast<scheduler *>(s);
  return hold(to, [=](operation_queue &children) {
    if (!counted)
      to->work_started();
    children.push(static_cast<operation *>(op));
    polychrome_posted(f, op);
  });
}

/// The same for a queue of `count` operations, or of operations already counted.
POLYCHROME_ASIO_CALLED bool polychrome_asio_posts(void *s, std::size_t count, void *ops,
                                                  bool counted) {
  using namespace polychrome_asio;
  if (__builtin_expect(!polychrome_current_frame, 1))
    return false;
  scheduler *const to = static_cast<scheduler *>(s);
  return hold(to, [=](operation_queue &children) {
    if (!counted)
      asio::detail::increment(to->*reach(outstanding()), static_cast<long>(count));
    children.push(*static_cast<operation_queue *>(ops));
  });
}

POLYCHROME_ASIO_CALLED std::size_t polychrome_asio_run(void *s, void *ec) {
  return polychrome_asio::run(*static_cast<polychrome_asio::scheduler *>(s),
                              *static_cast<POLYCHROME_ASIO_ERROR_CODE *>(ec));
}

#undef POLYCHROME_ASIO_CALLED

#endif // POLYCHROME_ASIO_SERIAL

#endif // POLYCHROME_ASIO_GLUE_HPP
