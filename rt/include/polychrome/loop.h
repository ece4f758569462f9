//===- polychrome/loop.h - Between an event loop and the runtime -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What an event loop gives the runtime so that several threads can run its
// operations, and what the runtime offers in return. The runtime never looks into
// an operation: it knows its address, the address of the function that will
// complete it, and where in it the handler's closure begins. The Asio glue
// implements this interface against the user's own Asio; the runtime's own loop
// (polychrome.h) is the other implementation.
//
// The threads of one loop are leader and followers. The leader alone takes
// operations from the queue and polls; before each one runs, dispatch() gives it
// its ticket, and says whether it runs now, in the leader's own stack frame, or is
// kept by the runtime until what it conflicts with has finished.
//
// Internal: no stability is promised between versions. C++11, because it is
// compiled with the user's options.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_LOOP_H
#define POLYCHROME_LOOP_H

#include <cstddef>
#include <cstdint>

/// One loop that is, or may be, run by several threads.
struct polychrome_domain;

enum { polychrome_frame_created = 24, polychrome_batch = 64 };

/// Of everything in this file, and of the glue's frames. A program brings the one that it was
/// compiled with.
enum : std::uint32_t { polychrome_loop_version = 7 };

/// Tells the core that this is a loop that waits.
inline void polychrome_pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

/// One thread's presence in a domain; lives on that thread's stack. The fields are
/// read by the glue; only the runtime changes them.
struct polychrome_frame {
  polychrome_domain *domain = nullptr;
  /// The loop's identity: what the loop passes to its operations as their owner.
  void *loop = nullptr;
  /// The loop's own: tells its frames from those of other kinds of loops.
  const void *context = nullptr;
  /// The runtime's part.
  void *priv = nullptr;
  /// This thread called run(); the others are workers.
  bool main = false;
  /// This thread alone takes operations from the queue. Taken from it by another thread
  /// only under the loop's lock, and only while it is `blocked`.
  bool leader = false;
  /// Set by the loop, under its lock, while lead() waits without a limit.
  bool blocked = false;
  /// lead() only takes what is queued and looks once for events, without waiting: there is
  /// other work.
  bool turn = false;
  /// Another thread is still waiting for events: lead() returns instead of waiting too.
  bool other_waits = false;
  /// Set by the loop if it is because of one of these two that lead() returns: nothing was queued.
  bool found_nothing = false;
  /// An invocation is running on this thread: whatever completes now is a part of it.
  bool running = false;
  /// Other invocations may run beside it: what it hands to the loop is held until
  /// it has returned.
  bool holding = false;
  /// polychrome_created() is wanted for whatever a running invocation creates, also
  /// where it is not holding.
  bool observed = false;
  /// lead() takes up to so many operations at once for polychrome_dispatch_all().
  std::uint32_t batch = 0;
  /// So many operations may still be completed without asking the runtime, if the function
  /// that completes them is in `tiny`: nothing else is unfinished, and they are short.
  std::uint32_t burst = 0;
  /// So many were given, and have been completed or are `burst`.
  std::uint32_t burst_granted = 0;
  /// The running operation is one of those.
  bool unasked = false;
  const void *tiny[8] = {};
  /// One bit for each of them: it neither runs the loop nor waits for what it has posted, as far
  /// as anybody knows, so its posts may be held until the burst is over.
  std::uint8_t gathers = 0;
  /// Set by the loop before dispatch(), and by pass_on(): more operations are queued.
  bool more = false;
  /// dispatch() kept the operation.
  bool kept = false;
  /// Not 0: operations have been taken from the queue that have no ticket yet. Set by the loop,
  /// under its lock, when it takes one that it will dispatch; nothing may skip the queue then.
  std::uint32_t *unstamped = nullptr;
  /// Set by the runtime for settle(): so many invocations have returned since the last.
  std::size_t returned = 0;
  /// Operations completed, counted by the loop as its run() counts them.
  std::size_t completed = 0;
  /// Operations that the running invocation has created, so that those which
  /// complete before it returns are held. More than fit: everybody waits.
  std::uint32_t created_count = 0;
  const void *created[polychrome_frame_created] = {};

  static unsigned tiny_slot(const void *function) {
    return (reinterpret_cast<std::uintptr_t>(function) >> 4) & 7;
  }
};

/// The frame of the calling thread, or null. Set by the loop.
extern "C" __thread polychrome_frame *polychrome_current_frame;

/// The operation that the running invocation created last has been posted, and is held
/// with its posts: it cannot complete early.
inline void polychrome_posted(polychrome_frame *f, const void *op) {
  const std::uint32_t n = f->created_count;
  if (n && n <= polychrome_frame_created && f->created[n - 1] == op)
    __atomic_store_n(&f->created_count, n - 1, __ATOMIC_RELEASE);
}

/// An operation that has not been queued. Of a loop that knows its handlers, `closure` is set
/// and `function` is the handler.
struct polychrome_passed {
  void *op;
  const void *function;
  const void *closure;
};

/// The rest of a burst is given back: somebody else may have something to do.
inline void polychrome_end_burst(polychrome_frame *f) {
  f->burst_granted -= f->burst;
  f->burst = 0;
}

/// Implemented by a loop. `loop` is the pointer given to polychrome_domain_open.
struct polychrome_loop {
  std::uint32_t version; ///< polychrome_loop_version
  /// Takes and completes operations until polychrome_must_return(frame), or until there is
  /// nothing to take and another thread does the waiting. Returns true if the loop has been
  /// stopped or has no work left. May throw what a handler throws.
  bool (*lead)(polychrome_frame *frame);
  /// If `from` leads and is blocked, it does not lead any longer: true. It goes on waiting
  /// for events, and what it gets enters the queue.
  bool (*take_over)(polychrome_frame *from);
  /// If `to` is still blocked, it leads again: true.
  bool (*give_back)(polychrome_frame *to);
  /// Completes an operation that dispatch() had kept. May throw likewise.
  void (*invoke)(polychrome_frame *frame, void *op);
  /// The frame's last invocations, `returned` of them, have returned: their share of the
  /// outstanding work is over, and what they handed to the loop enters the queue in its
  /// order: first the posts, then `held`, operations that the last one started and that
  /// have completed meanwhile. `wake` if another thread may be waiting as the leader. Nothing
  /// that waits for these invocations starts before this is done.
  void (*settle)(polychrome_frame *frame, void *const *held, std::size_t count, bool wake);
  /// The same, but if nothing is queued or `unstamped`, up to `most` operations go to `out`
  /// instead, in order. Returns how many.
  std::size_t (*pass_on)(polychrome_frame *frame, void *const *held, std::size_t count,
                         polychrome_passed *out, std::size_t most);
  /// The same, but what was handed over becomes a block, to be queued by append(); null if
  /// there is nothing. For the order strict.
  void *(*detach)(polychrome_frame *frame, void *const *held, std::size_t count);
  void (*append)(void *loop, void *block);
  /// Lists the operations of a block, in order, `most` of them at most. Returns how many there
  /// are. The loop's own operations have no function.
  std::size_t (*inspect)(const void *block, polychrome_passed *out, std::size_t most);
  /// Puts kept operations back into the queue, in order, before or behind what is
  /// in it.
  void (*requeue)(void *loop, void *const *ops, std::size_t count, bool front);
  /// Gives the loop what the frame's invocation, which may be running on another
  /// thread, has handed over so far.
  void (*release)(polychrome_frame *frame);
  /// Makes the leader look at polychrome_must_return soon.
  void (*wake)(void *loop);
  bool (*stopped)(void *loop);
  /// On a worker: makes a frame and calls polychrome_domain_serve.
  void (*serve)(void *loop, polychrome_domain *domain);
  /// Around fork(): the loop's own lock, so that the child does not inherit it taken. A
  /// worker may be about to lead.
  void (*lock)(void *loop);
  void (*unlock)(void *loop);
  /// In an operation of kind Trampoline: the offset of the pointer to the
  /// function object that it will call.
  std::size_t trampoline_offset;
  /// The operations that wait in a strand for the one that will run them: the first one, or
  /// the one behind `op`; null at the end. Only before that one begins to run.
  const void *(*queued)(const void *strand, const void *op);
  /// The function that will complete an operation.
  const void *(*function)(const void *op);
  /// The invocation that frame runs has operations for this strand that are kept from it
  /// until the invocation has returned. Any thread.
  bool (*keeps_for)(polychrome_frame *frame, const void *strand);
};

extern "C" {

/// False if this process runs serially: one thread, policy serial, or a reason
/// that was printed.
bool polychrome_active();

/// Serial from now on; prints the reason, once a process.
void polychrome_disable(const char *reason);

/// Counts invocations that ran outside of any domain.
void polychrome_count_serial(std::size_t invocations);

/// Null, and the process is serial from now on, if the loop was compiled against another
/// version of this file.
polychrome_domain *polychrome_domain_open(const polychrome_loop *, void *loop);
void polychrome_domain_close(polychrome_domain *);

/// A handler threw in an earlier run(), whose exception has yet to leave one.
bool polychrome_domain_pending(polychrome_domain *);
}

/// Called by the thread that runs the loop. Adds to `*count` the operations that were
/// completed, on whatever thread. Returns false if the loop is to be run as it is,
/// without the runtime. Throws what a handler threw.
bool polychrome_domain_run(polychrome_domain *, polychrome_frame *, std::size_t *count);
void polychrome_domain_serve(polychrome_domain *, polychrome_frame *);

extern "C" {

/// On the leader: `op`, to be completed by `function`, is next. True if it is to be run
/// at once; else frame->kept is set and the runtime owns it.
bool polychrome_dispatch(polychrome_frame *, void *op, const void *function);

/// The same for a loop that knows its handlers: `handler` will be called with what
/// `closure` holds.
bool polychrome_dispatch_handler(polychrome_frame *, void *op, const void *handler,
                                 const void *closure);

/// On the leader: takes charge of operations that are next, in this order. None is run
/// yet; the runtime owns them.
void polychrome_dispatch_all(polychrome_frame *, void *const *ops, const void *const *functions,
                             std::size_t count);

/// The same for a loop that knows its handlers.
void polychrome_dispatch_handlers(polychrome_frame *, void *const *ops, const void *const *handlers,
                                  const void *const *closures, std::size_t count);

/// The operation that frame was running has returned or, if `threw`, thrown.
void polychrome_finish(polychrome_frame *, bool threw);

/// Not 0: what this thread creates is urgent.
extern __thread int polychrome_current_priority;
void polychrome_urgent(const void *op);

/// The running invocation has created an operation. Without a frame: code outside of any
/// invocation has, which is told only if that is not 0.
void polychrome_created(polychrome_frame *, const void *op);
extern int polychrome_created_outside;

/// The same where the loop holds the operation itself: only for an `observed` frame.
void polychrome_observe_posted(polychrome_frame *, const void *op);

/// The leader found nothing and would wait. True: it should look again soon, because others
/// are running and will post; some time has passed.
bool polychrome_linger(polychrome_frame *);

/// The leader has to return from lead(): it is no longer the leader, or something
/// else has to be done first.
bool polychrome_must_return(const polychrome_frame *);
}

#endif // POLYCHROME_LOOP_H
