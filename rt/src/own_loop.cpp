//===- own_loop.cpp - The loop behind polychrome_run() -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A queue of posted calls as a loop for a domain (loop.h). Where the process is serial,
// it is the plain loop that defines what the program means: take the first, call it,
// append what it posted.
//
//===----------------------------------------------------------------------===//

#include "polychrome/polychrome.h"
#include "rt/src/runtime.hpp"

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <new>

namespace {

struct posted {
  polychrome_any_function handler;
  void (*call)(polychrome_any_function, const std::uintptr_t *);
  unsigned count;
  std::uintptr_t words[POLYCHROME_MAX_ARGUMENTS];

  const void *address() const { return reinterpret_cast<const void *>(handler); }
  void operator()() const;
};

/// Calls a C function with `count` words as its arguments, which the calling conventions
/// of the 64-bit targets pass alike whatever pointer or integer types they have.
void posted::operator()() const {
  using w = std::uintptr_t;
  const w *const a = words;
  if (call)
    return call(handler, a);
  switch (count) {
  case 0:
    return handler();
  case 1:
    return reinterpret_cast<void (*)(w)>(handler)(a[0]);
  case 2:
    return reinterpret_cast<void (*)(w, w)>(handler)(a[0], a[1]);
  case 3:
    return reinterpret_cast<void (*)(w, w, w)>(handler)(a[0], a[1], a[2]);
  case 4:
    return reinterpret_cast<void (*)(w, w, w, w)>(handler)(a[0], a[1], a[2], a[3]);
  case 5:
    return reinterpret_cast<void (*)(w, w, w, w, w)>(handler)(a[0], a[1], a[2], a[3], a[4]);
  default:
    return reinterpret_cast<void (*)(w, w, w, w, w, w)>(handler)(a[0], a[1], a[2], a[3], a[4],
                                                                 a[5]);
  }
}

class own_loop {
public:
  static own_loop &get() {
    static own_loop *const self = new own_loop;
    return *self;
  }

  void post(posted *p);
  int run();

private:
  struct frame;
  struct around_call;

  static bool lead(polychrome_frame *f);
  static bool take_over(polychrome_frame *from);
  static bool give_back(polychrome_frame *to);
  static void invoke(polychrome_frame *f, void *op);
  static void settle(polychrome_frame *f, void *const *held, std::size_t count, bool wake);
  static std::size_t pass_on(polychrome_frame *f, void *const *held, std::size_t count,
                             polychrome_passed *out, std::size_t most);
  static void *detach(polychrome_frame *f, void *const *held, std::size_t count);
  static void append(void *loop, void *block);
  static std::size_t inspect(const void *block, polychrome_passed *out, std::size_t most);
  static void requeue(void *loop, void *const *ops, std::size_t count, bool front);
  static void release(polychrome_frame *) {} // There never is a second thread in run().
  static void wake(void *loop);
  static bool stopped(void *) { return false; }
  static void serve(void *loop, polychrome_domain *domain);
  static void lock(void *loop) { static_cast<own_loop *>(loop)->mutex_.lock(); }
  static void unlock(void *loop) { static_cast<own_loop *>(loop)->mutex_.unlock(); }

  void wait_for_posts(frame &f, std::unique_lock<std::mutex> &lock);
  void take_batch(frame &f, std::unique_lock<std::mutex> &lock);
  void run_parallel();
  void run_serially();

  static constexpr polychrome_loop callbacks = {polychrome_loop_version,
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
                                                &lock,
                                                &unlock,
                                                0,
                                                nullptr,
                                                nullptr,
                                                nullptr};

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<posted *> queue_;
  std::size_t outstanding_ = 0; ///< posted, and not yet returned
  bool waiting_ = false;        ///< a thread, for posts
  bool running_ = false;
  polychrome_domain *domain_ = nullptr;
};

constexpr polychrome_loop own_loop::callbacks;

struct own_loop::frame : polychrome_frame {
  std::deque<posted *> children;
  polychrome_frame *const outer = polychrome_current_frame;

  explicit frame(own_loop &l) {
    loop = &l;
    polychrome_current_frame = this;
  }
  ~frame() { polychrome_current_frame = outer; }
};

/// What follows a call, on block exit because handlers throw.
struct own_loop::around_call {
  frame &f;
  posted *call;
  bool threw = true;

  ~around_call() {
    delete call;
    ++f.completed;
    polychrome_finish(&f, threw);
  }
};

// Nothing completes by itself here, so nothing is held besides the posts.
void own_loop::settle(polychrome_frame *base, void *const *, std::size_t, bool wake) {
  frame &f = *static_cast<frame *>(base);
  own_loop &self = *static_cast<own_loop *>(f.loop);
  const std::lock_guard lock(self.mutex_);
  self.queue_.insert(self.queue_.end(), f.children.begin(), f.children.end());
  f.children.clear();
  self.outstanding_ -= f.returned;
  if (wake || self.outstanding_ == 0)
    self.changed_.notify_all();
}

std::size_t own_loop::pass_on(polychrome_frame *base, void *const *, std::size_t,
                              polychrome_passed *out, std::size_t most) {
  frame &f = *static_cast<frame *>(base);
  own_loop &self = *static_cast<own_loop *>(f.loop);
  const std::lock_guard lock(self.mutex_);
  std::size_t n = 0;
  if (self.queue_.empty() && __atomic_load_n(f.unstamped, __ATOMIC_ACQUIRE) == 0)
    for (; n < most && n < f.children.size(); ++n) {
      posted *const p = f.children[n];
      out[n] = {p, p->address(), p->words};
    }
  self.queue_.insert(self.queue_.end(), f.children.begin() + static_cast<std::ptrdiff_t>(n),
                     f.children.end());
  f.children.clear();
  f.more = !self.queue_.empty();
  self.outstanding_ -= f.returned;
  if (self.outstanding_ == 0)
    self.changed_.notify_all();
  return n;
}

void *own_loop::detach(polychrome_frame *base, void *const *, std::size_t) {
  frame &f = *static_cast<frame *>(base);
  own_loop &self = *static_cast<own_loop *>(f.loop);
  const std::lock_guard lock(self.mutex_);
  self.outstanding_ -= f.returned;
  if (self.outstanding_ == 0)
    self.changed_.notify_all();
  return f.children.empty() ? nullptr : new std::deque<posted *>(std::exchange(f.children, {}));
}

void own_loop::append(void *loop, void *block) {
  own_loop &self = *static_cast<own_loop *>(loop);
  const std::unique_ptr<std::deque<posted *>> posts(static_cast<std::deque<posted *> *>(block));
  const std::lock_guard lock(self.mutex_);
  self.queue_.insert(self.queue_.end(), posts->begin(), posts->end());
}

std::size_t own_loop::inspect(const void *block, polychrome_passed *out, std::size_t most) {
  const auto &posts = *static_cast<const std::deque<posted *> *>(block);
  for (std::size_t n = 0; n < std::min(most, posts.size()); ++n)
    out[n] = {posts[n], posts[n]->address(), posts[n]->words};
  return posts.size();
}

void own_loop::post(posted *p) {
  polychrome_frame *const f = polychrome_current_frame;
  const bool mine = f && f->loop == this;
  const bool held = mine && f->holding;
  if (mine && f->observed && f->running)
    polychrome_observe_posted(f, p);
  else if (!f && polychrome_created_outside)
    polychrome_created(nullptr, p);
  const std::lock_guard lock(mutex_);
  ++outstanding_;
  if (held) {
    static_cast<frame *>(f)->children.push_back(p);
    return;
  }
  queue_.push_back(p);
  if (waiting_)
    changed_.notify_all();
}

bool own_loop::lead(polychrome_frame *base) {
  frame &f = *static_cast<frame *>(base);
  own_loop &self = *static_cast<own_loop *>(f.loop);
  std::unique_lock lock(self.mutex_);
  for (;;) {
    if (polychrome_must_return(base))
      return false;
    if (self.outstanding_ == 0)
      return true;
    if (self.queue_.empty()) {
      if (f.other_waits || f.turn) {
        f.found_nothing = true;
        return false;
      }
      self.wait_for_posts(f, lock);
      continue;
    }
    __atomic_store_n(f.unstamped, 1, __ATOMIC_RELAXED);
    if (f.batch) {
      self.take_batch(f, lock);
      continue;
    }
    posted *const p = self.queue_.front();
    self.queue_.pop_front();
    f.more = !self.queue_.empty();
    lock.unlock();
    if (polychrome_dispatch_handler(base, p, p->address(), p->words))
      invoke(base, p);
    f.kept = false;
    lock.lock();
  }
}

void own_loop::wait_for_posts(frame &f, std::unique_lock<std::mutex> &lock) {
  lock.unlock();
  const bool again = polychrome_linger(&f);
  lock.lock();
  if (again || !queue_.empty() || outstanding_ == 0 || polychrome_must_return(&f))
    return;
  f.blocked = waiting_ = true;
  changed_.wait(lock);
  f.blocked = waiting_ = false;
}

void own_loop::take_batch(frame &f, std::unique_lock<std::mutex> &lock) {
  void *ops[polychrome_batch];
  const void *handlers[polychrome_batch];
  const void *closures[polychrome_batch];
  std::size_t count = 0;
  for (; count < f.batch && !queue_.empty(); ++count) {
    posted *const p = queue_.front();
    queue_.pop_front();
    ops[count] = p;
    handlers[count] = p->address();
    closures[count] = p->words;
  }
  f.more = !queue_.empty();
  lock.unlock();
  polychrome_dispatch_handlers(&f, ops, handlers, closures, count);
  lock.lock();
}

bool own_loop::take_over(polychrome_frame *from) {
  const std::lock_guard lock(static_cast<own_loop *>(from->loop)->mutex_);
  if (!from->leader || !from->blocked)
    return false;
  from->leader = false;
  return true;
}

bool own_loop::give_back(polychrome_frame *to) {
  const std::lock_guard lock(static_cast<own_loop *>(to->loop)->mutex_);
  to->leader = to->blocked;
  return to->blocked;
}

void own_loop::invoke(polychrome_frame *base, void *op) {
  frame &f = *static_cast<frame *>(base);
  around_call around{f, static_cast<posted *>(op)};
  (*around.call)();
  around.threw = false;
}

void own_loop::requeue(void *loop, void *const *ops, std::size_t count, bool front) {
  own_loop &self = *static_cast<own_loop *>(loop);
  const std::lock_guard lock(self.mutex_);
  const auto at = front ? self.queue_.begin() : self.queue_.end();
  std::deque<posted *> block;
  for (std::size_t i = 0; i < count; ++i)
    block.push_back(static_cast<posted *>(ops[i]));
  self.queue_.insert(at, block.begin(), block.end());
}

void own_loop::wake(void *loop) {
  own_loop &self = *static_cast<own_loop *>(loop);
  const std::lock_guard lock(self.mutex_);
  self.changed_.notify_all();
}

void own_loop::serve(void *loop, polychrome_domain *domain) {
  frame f(*static_cast<own_loop *>(loop));
  polychrome_domain_serve(domain, &f);
}

void own_loop::run_parallel() {
  if (!domain_)
    domain_ = polychrome_domain_open(&callbacks, this);
  frame f(*this);
  std::size_t count = 0;
  polychrome_domain_run(domain_, &f, &count);
}

void own_loop::run_serially() {
  std::unique_lock lock(mutex_);
  while (!queue_.empty()) {
    const std::unique_ptr<posted> p(queue_.front());
    queue_.pop_front();
    --outstanding_;
    lock.unlock();
    (*p)();
    polychrome_count_serial(1);
    lock.lock();
  }
}

int own_loop::run() {
  {
    const std::lock_guard lock(mutex_);
    if (running_)
      return -1;
    running_ = true;
  }
  struct at_exit {
    own_loop &self;
    ~at_exit() {
      const std::lock_guard lock(self.mutex_);
      self.running_ = false;
    }
  } const guard{*this};
  if (polychrome_active())
    run_parallel();
  else
    run_serially();
  return 0;
}

} // namespace

void polychrome_post_words(polychrome_any_function handler,
                           void (*call)(polychrome_any_function, const std::uintptr_t *),
                           unsigned count, const std::uintptr_t *words) {
  auto *const p = new (std::nothrow) posted{handler, call, count, {}};
  if (!p) {
    std::fputs("polychrome: out of memory in post\n", stderr);
    std::abort();
  }
  for (unsigned i = 0; i < count; ++i)
    p->words[i] = words[i];
  if (polychrome_current_priority)
    polychrome_urgent(p);
  own_loop::get().post(p);
}

int polychrome_run() {
  return own_loop::get().run();
}
