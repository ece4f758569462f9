//===- polychrome/asio/frame.hpp - A thread inside an io_context -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a thread has while it is inside io_context::run or helps there, and how it hands
// over what its invocations have posted once they have returned. C++11.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ASIO_FRAME_HPP
#define POLYCHROME_ASIO_FRAME_HPP

#pragma GCC system_header

#include <polychrome/asio/members.hpp>

#include <sched.h>

namespace polychrome_asio {

/// For what one thread uses all the time and another one hardly ever: half the price of a
/// std::mutex.
class frame_mutex {
public:
  void lock() {
    if (__atomic_exchange_n(&taken_, true, __ATOMIC_ACQUIRE))
      wait();
  }
  void unlock() { __atomic_store_n(&taken_, false, __ATOMIC_RELEASE); }

private:
  bool taken_ = false;

  __attribute__((noinline)) void wait() {
    for (int n = 1; __atomic_exchange_n(&taken_, true, __ATOMIC_ACQUIRE); ++n)
      if (n % 64)
        polychrome_pause();
      else
        sched_yield();
  }
};

struct frame_lock {
  frame_mutex &mutex;

  explicit frame_lock(frame_mutex &m) : mutex(m) { mutex.lock(); }
  ~frame_lock() { mutex.unlock(); }
};

/// What an invocation has to do with a strand; see strands.hpp.
struct strand_block {
  const void *strand = nullptr;
  /// What will run the strand's queue is one of the invocation's posts.
  bool owned = false;
  /// Kept from the strand until the invocation has returned.
  operation_queue operations;
  strand_block *next = nullptr;

  virtual ~strand_block() {}
  virtual void enqueue() = 0;
};

/// What a frame is asked where operations are created and posted; see posts.hpp. It brings
/// this along, so that only a unit that runs a loop has it to compile.
struct frame_calls {
  void (*created)(polychrome_frame &, const void *op, const void *function);
  bool (*post)(polychrome_frame &, const void *scheduler, void *op, bool counted,
               bool continuation);
  bool (*posts)(polychrome_frame &, const void *scheduler, std::size_t count, void *ops,
                bool counted, bool continuation);
};
inline const frame_calls &calls_of_frames();

struct calling_frame : polychrome_frame {
  const frame_calls *const calls = &calls_of_frames();
};

/// A thread inside io_context::run, or a worker.
struct frame : calling_frame {
  scheduler &loop_scheduler;
  asio::detail::scheduler_thread_info info;
  thread_call_stack::context on_call_stack;
  polychrome_frame *const outer;
  /// What the running invocation has posted. Guarded by children_mutex, because it is
  /// released by another thread when a second one enters run().
  operation_queue children;
  /// What it has deferred: behind all that it has posted, as Asio has it. Guarded likewise.
  operation_queue deferred;
  /// Of these, so many do not yet count as outstanding work: the running invocation still
  /// does, and one counter for all threads is written as rarely as possible. Guarded likewise.
  long uncounted = 0;
  /// Guarded likewise.
  strand_block *strands = nullptr;
  bool released = false;
  frame_mutex children_mutex;
  /// In a burst: what is to be completed next. Guarded likewise.
  operation_queue burst_operations;
  /// What the invocations of a burst post is held until it is over; see burst.hpp.
  bool gathering = false;
  /// The operation that a burst's invocation has created last, and its function.
  const void *last_created = nullptr;
  const void *last_function = nullptr;
  /// Functions of operations that are posted as soon as they have been created, by tiny_slot().
  const void *posts_only[8] = {};

  explicit frame(scheduler &s)
      : loop_scheduler(s), on_call_stack(&s, info), outer(polychrome_current_frame) {
    info.private_outstanding_work = 0;
    loop = &s;
    context = &s.context();
    polychrome_current_frame = this;
  }
  ~frame() {
    drop_strand_blocks();
    polychrome_current_frame = outer;
  }

  void drop_strand_blocks() {
    while (strand_block *const first = strands) {
      strands = first->next;
      delete first;
    }
  }
};

// Not copied into every place that calls it: compiling that would show.
#define POLYCHROME_ASIO_APART inline __attribute__((noinline))
// Nor worth much of an optimiser's time.
#define POLYCHROME_ASIO_RARE inline __attribute__((noinline, cold, minsize))

/// Locks the scheduler's mutex, which must be enabled. By itself it would put a thread to
/// sleep at once, for twenty microseconds and more; here it is held for one.
POLYCHROME_ASIO_APART void lock_awake(scheduler &s) {
  pthread_mutex_t &mutex = s.*reach(the_mutex()).*reach(inner_mutex()).*reach(native_mutex());
  for (int n = 0; n < 200; ++n) {
    if (pthread_mutex_trylock(&mutex) == 0)
      return;
    for (int waited = 0; waited < 8; ++waited)
      polychrome_pause();
  }
  pthread_mutex_lock(&mutex);
}

inline void lock_again(scheduler &s, scheduler_lock &lock) {
  lock_awake(s);
  lock.*reach(is_locked()) = true;
}

/// A scheduler_lock that has waited awake.
struct awake_lock {
  scheduler_lock lock;

  explicit awake_lock(scheduler &s)
      : lock((lock_awake(s), s.*reach(the_mutex())), scheduler_lock::adopt_lock) {}
};

/// scheduler::work_cleanup for `returned` operations.
POLYCHROME_ASIO_APART void settle_work(frame &f, std::size_t returned) {
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

POLYCHROME_ASIO_APART void queue_block(frame &f, operation_queue &block, bool wake_leader) {
  if (block.empty())
    return;
  scheduler &s = f.loop_scheduler;
  awake_lock awake(s);
  (s.*reach(the_queue())).push(block);
  if (wake_leader)
    (s.*reach(wake_and_unlock()))(awake.lock);
}

/// Strands get what was kept from them; `f` must be locked. Owned ones come first: what
/// runs their queues may be waiting for another strand.
POLYCHROME_ASIO_RARE void enqueue_strand_blocks(frame &f) {
  for (int owned = 1; owned >= 0; --owned)
    for (strand_block *block = f.strands; block; block = block->next)
      if (block->owned == (owned == 1))
        block->enqueue();
  f.drop_strand_blocks();
}

/// What the frame's last invocations hand over, in order; their work is settled first. The
/// work includes the block's: who takes from it must not be able to bring the count to zero.
POLYCHROME_ASIO_APART void collect(frame &f, void *const *held, std::size_t count,
                                   operation_queue &block) {
  operation_queue deferred;
  {
    const frame_lock guard(f.children_mutex);
    block.push(f.children);
    deferred.push(f.deferred);
    f.info.private_outstanding_work += f.uncounted;
    f.uncounted = 0;
    if (f.strands)
      enqueue_strand_blocks(f);
    f.released = false;
  }
  for (std::size_t i = 0; i < count; ++i)
    block.push(static_cast<operation *>(held[i]));
  block.push(deferred);
  block.push(f.info.private_op_queue);
  settle_work(f, f.returned);
}

inline void settle(polychrome_frame *base, void *const *held, std::size_t count, bool wake_leader) {
  frame &f = *static_cast<frame *>(base);
  operation_queue block;
  collect(f, held, count, block);
  queue_block(f, block, wake_leader);
}

/// Whether the queue holds nothing but the reactor's turn.
inline bool nothing_queued(scheduler &s) {
  operation *const first = (s.*reach(the_queue())).front();
  return !first ||
         (first == reach(task_operation_tag())(s) && !asio::detail::op_queue_access::next(first));
}

inline std::size_t pass_on(polychrome_frame *base, void *const *held, std::size_t count,
                           polychrome_passed *out, std::size_t most) {
  frame &f = *static_cast<frame *>(base);
  operation_queue block;
  collect(f, held, count, block);
  f.more = false;
  if (block.empty())
    return 0;
  scheduler &s = f.loop_scheduler;
  const awake_lock awake(s);
  std::size_t n = 0;
  if (nothing_queued(s) && __atomic_load_n(f.unstamped, __ATOMIC_ACQUIRE) == 0)
    for (; n < most && !block.empty(); block.pop(), ++n) {
      operation *const o = block.front();
      // The reactor's own operations are not the program's.
      if (o->*reach(the_function()) == reach(reactor_function()))
        break;
      out[n].op = o;
      out[n].function = reinterpret_cast<const void *>(o->*reach(the_function()));
      out[n].closure = nullptr;
    }
  (s.*reach(the_queue())).push(block);
  f.more = !nothing_queued(s);
  return n;
}

POLYCHROME_ASIO_RARE void *detach(polychrome_frame *base, void *const *held, std::size_t count) {
  frame &f = *static_cast<frame *>(base);
  operation_queue block;
  collect(f, held, count, block);
  if (block.empty())
    return nullptr;
  operation_queue *const detached = new operation_queue;
  detached->push(block);
  return detached;
}

POLYCHROME_ASIO_RARE std::size_t inspect(const void *block, polychrome_passed *out,
                                         std::size_t most) {
  std::size_t n = 0;
  // Asio reads the queue's front only through one that may be changed.
  operation_queue &ops =
      *const_cast<operation_queue *>(static_cast<const operation_queue *>(block));
  for (operation *o = ops.front(); o; o = asio::detail::op_queue_access::next(o), ++n)
    if (n < most) {
      const auto function = o->*reach(the_function());
      const bool own = function == reach(reactor_function());
      out[n].op = o;
      out[n].function = own ? nullptr : reinterpret_cast<const void *>(function);
      out[n].closure = nullptr;
    }
  return n;
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

inline void complete_one(frame &f, operation *o, std::size_t bytes) {
  const POLYCHROME_ASIO_ERROR_CODE ec;
  around_operation around(f);
  o->complete(&f.loop_scheduler, ec, bytes);
  f.info.rethrow_pending_exception();
  around.threw = false;
}

} // namespace polychrome_asio

#endif // POLYCHROME_ASIO_FRAME_HPP
