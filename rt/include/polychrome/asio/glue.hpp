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
// members.hpp names Asio's parts, frame.hpp is a thread inside it, posts.hpp what its
// invocations create and post, lead.hpp drains the reactor; strands.hpp is for programs that
// have strands. Every unit that includes Asio compiles all of this, so it uses no templates of
// the standard library, has no debug information, and where a unit may not run a loop, goes
// through the thread's frame. C++11.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ASIO_GLUE_HPP
#define POLYCHROME_ASIO_GLUE_HPP

#pragma GCC system_header

#include <polychrome/abi.h>
#include <polychrome/loop.h>

#ifdef POLYCHROME_ASIO_SERIAL

namespace polychrome_asio {
struct serial {
  serial() { polychrome_disable(POLYCHROME_ASIO_SERIAL); }
};
static const serial serial_program;
} // namespace polychrome_asio

#else

#pragma clang attribute push(__attribute__((nodebug)), apply_to = hasType(functionType))

#include <polychrome/asio/lead.hpp>
#include <polychrome/asio/posts.hpp>

namespace polychrome_asio {

POLYCHROME_ASIO_RARE void wake(void *loop) {
  scheduler &s = *static_cast<scheduler *>(loop);
  awake_lock awake(s);
  (s.*reach(wake_and_unlock()))(awake.lock);
}

POLYCHROME_ASIO_RARE void lock_queue(void *loop) {
  (static_cast<scheduler *>(loop)->*reach(the_mutex())).lock();
}

POLYCHROME_ASIO_RARE void unlock_queue(void *loop) {
  (static_cast<scheduler *>(loop)->*reach(the_mutex())).unlock();
}

POLYCHROME_ASIO_RARE bool stopped(void *loop) {
  scheduler &s = *static_cast<scheduler *>(loop);
  const awake_lock awake(s);
  return s.*reach(is_stopped());
}

POLYCHROME_ASIO_RARE void append(void *loop, void *block) {
  scheduler &s = *static_cast<scheduler *>(loop);
  operation_queue *const detached = static_cast<operation_queue *>(block);
  {
    const awake_lock awake(s);
    (s.*reach(the_queue())).push(*detached);
  }
  delete detached;
}

inline void invoke(polychrome_frame *base, void *op) {
  frame &f = *static_cast<frame *>(base);
  operation *const o = static_cast<operation *>(op);
  complete_one(f, o, o->*reach(result()));
}

POLYCHROME_ASIO_RARE void requeue(void *loop, void *const *ops, std::size_t count, bool front) {
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

POLYCHROME_ASIO_RARE void release(polychrome_frame *base) {
  frame &f = *static_cast<frame *>(base);
  scheduler &s = f.loop_scheduler;
  operation_queue first, block;
  {
    const frame_lock guard(f.children_mutex);
    f.released = true;
    first.push(f.burst_operations);
    block.push(f.children);
    block.push(f.deferred);
    asio::detail::increment(s.*reach(outstanding()), f.uncounted);
    f.uncounted = 0;
    if (f.strands)
      enqueue_strand_blocks(f);
  }
  scheduler_lock lock(s.*reach(the_mutex()));
  operation_queue &queue = s.*reach(the_queue());
  first.push(queue);
  queue.push(first);
  queue.push(block);
  (s.*reach(wake_and_unlock()))(lock);
}

POLYCHROME_ASIO_RARE void serve(void *loop, polychrome_domain *domain) {
  frame f(*static_cast<scheduler *>(loop));
  polychrome_domain_serve(domain, &f);
}

/// Where posted_op keeps the pointer to its function object.
POLYCHROME_ASIO_RARE std::size_t trampoline_offset() {
  alignas(posted_op) static char place[sizeof(posted_op)];
  posted_op *const op = reinterpret_cast<posted_op *>(place);
  return reinterpret_cast<char *>(&(op->*reach(posted_handler()))) - place;
}

/// The first operation in a strand's queue. strands.hpp sets it where there are strands.
inline const operation *(*&front_of_strand())(const void *) {
  static const operation *(*function)(const void *) = nullptr;
  return function;
}

inline const void *queued(const void *strand, const void *op) {
  if (!op)
    return front_of_strand()(strand);
  return asio::detail::op_queue_access::next(
      const_cast<operation *>(static_cast<const operation *>(op)));
}

inline const void *function_of(const void *op) {
  return reinterpret_cast<const void *>(static_cast<const operation *>(op)->*reach(the_function()));
}

POLYCHROME_ASIO_RARE bool keeps_for(polychrome_frame *base, const void *strand) {
  frame &f = *static_cast<frame *>(base);
  const frame_lock guard(f.children_mutex);
  for (const strand_block *block = f.strands; block; block = block->next)
    if (block->strand == strand)
      return !block->operations.empty();
  return false;
}

inline const polychrome_loop *callbacks() {
  static const polychrome_loop table = {polychrome_loop_version,
                                        &lead,
                                        &take_over,
                                        &give_back,
                                        &invoke,
                                        &settle,
                                        &pass_on,
                                        &detach,
                                        &append,
                                        &inspect,
                                        &requeue,
                                        &release,
                                        &wake,
                                        &stopped,
                                        &serve,
                                        &lock_queue,
                                        &unlock_queue,
                                        trampoline_offset(),
                                        &queued,
                                        &function_of,
                                        &keeps_for};
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
    const frame_lock guard(mutex_);
    if (!domain_)
      domain_ = polychrome_domain_open(callbacks(), &s);
    return domain_;
  }

private:
  frame_mutex mutex_;
  polychrome_domain *domain_ = nullptr;
};

/// The context was asked to do without locks: it has to stay on one thread.
inline bool is_unsafe(const scheduler &s) {
  const int hint = s.concurrency_hint();
  const unsigned id = 0xA5100000u, id_mask = 0xFFFF0000u, locks = 0x7u;
  return (static_cast<unsigned>(hint) & id_mask) == id &&
         (static_cast<unsigned>(hint) & locks) != locks;
}

POLYCHROME_ASIO_RARE std::size_t run(scheduler &s, POLYCHROME_ASIO_ERROR_CODE &ec) {
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
  if (!domain)
    return s.run(ec);
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

/// Whether the frame is to be asked to hold what is posted to the scheduler. One that is not
/// Asio's may hold something, but is of another loop.
inline bool may_hold_for(const polychrome_frame &f, const void *s) {
  return f.holding ? f.loop == s : f.unasked;
}

} // namespace polychrome_asio

// Called by instrumented Asio code only.
#define POLYCHROME_ASIO_CALLED extern "C" inline __attribute__((used, visibility("hidden")))

/// Which plugin this file is for: the pass looks, and removes it.
POLYCHROME_ASIO_CALLED unsigned polychrome_asio_version() {
  return POLYCHROME_GLUE_VERSION;
}

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
  if (f->burst && is_tiny(*f, address)) {
    --f->burst;
    f->running = f->unasked = true;
    return false;
  }
  return !polychrome_dispatch(f, op, address);
}

POLYCHROME_ASIO_CALLED void polychrome_asio_created(void *op, void *function) {
  using namespace polychrome_asio;
  polychrome_frame *const f = polychrome_current_frame;
  if (__builtin_expect(f ? f->holding || f->observed : polychrome_created_outside != 0, 0))
    polychrome_created(f, op);
  else if (f && f->unasked)
    static_cast<calling_frame *>(f)->calls->created(*f, op, function);
  if (__builtin_expect(polychrome_current_priority != 0, 0))
    polychrome_urgent(op);
}

/// True: held until the invocation has returned. `counted`: already outstanding work.
/// `continuation`: deferred; a loop for one thread makes no difference.
POLYCHROME_ASIO_CALLED bool polychrome_asio_post(void *s, void *op, bool counted,
                                                 bool continuation) {
  using namespace polychrome_asio;
  polychrome_frame *const f = polychrome_current_frame;
  if (__builtin_expect(!f || !may_hold_for(*f, s), 1))
    return false;
  return static_cast<calling_frame *>(f)->calls->post(*f, s, op, counted, continuation);
}

/// The same for a queue of `count` operations, or of operations already counted.
POLYCHROME_ASIO_CALLED bool polychrome_asio_posts(void *s, std::size_t count, void *ops,
                                                  bool counted, bool continuation) {
  using namespace polychrome_asio;
  polychrome_frame *const f = polychrome_current_frame;
  if (__builtin_expect(!f || !may_hold_for(*f, s), 1))
    return false;
  return static_cast<calling_frame *>(f)->calls->posts(*f, s, count, ops, counted, continuation);
}

POLYCHROME_ASIO_CALLED std::size_t polychrome_asio_run(void *s, void *ec) {
  return polychrome_asio::run(*static_cast<polychrome_asio::scheduler *>(s),
                              *static_cast<POLYCHROME_ASIO_ERROR_CODE *>(ec));
}

#undef POLYCHROME_ASIO_CALLED
#undef POLYCHROME_ASIO_APART
#undef POLYCHROME_ASIO_RARE

#pragma clang attribute pop

#endif // POLYCHROME_ASIO_SERIAL

#endif // POLYCHROME_ASIO_GLUE_HPP
