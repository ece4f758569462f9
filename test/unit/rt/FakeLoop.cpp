//===- FakeLoop.cpp - A loop whose operations are lambdas ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FakeLoop.hpp"

#include <algorithm>

namespace polychrome::test {

struct fake_loop::frame : polychrome_frame {
  std::deque<operation *> children;
  std::mutex children_mutex;
  bool released = false;
};

fake_loop::frame *&fake_loop::current() {
  static thread_local frame *f = nullptr;
  return f;
}

const polychrome_loop fake_loop::callbacks = {polychrome_loop_version,
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

fake_loop::operation *fake_loop::start(const std::string &row, std::function<void()> body) {
  auto *const op = new operation{matrix_.row(row), std::move(body)};
  {
    const std::lock_guard lock(mutex_);
    ++outstanding_;
  }
  if (frame *f = current(); f && f->observed && f->running)
    domain_->created(*f, op);
  else if (!f && engine_.watcher)
    engine_.watcher->created_outside(op);
  if (frame *f = current(); f && f->holding) {
    const std::uint32_t n = f->created_count;
    if (n < polychrome_frame_created)
      __atomic_store_n(&f->created[n], op, __ATOMIC_RELAXED);
    if (n <= polychrome_frame_created)
      __atomic_store_n(&f->created_count, n + 1, __ATOMIC_RELEASE);
  }
  return op;
}

void fake_loop::complete(operation *op) {
  const std::lock_guard lock(mutex_);
  queue_.push_back(op);
  changed_.notify_all();
}

fake_loop::operation *fake_loop::post(const std::string &row, std::function<void()> body) {
  operation *const op = start(row, std::move(body));
  if (frame *f = current(); f && f->holding) {
    const std::lock_guard lock(f->children_mutex);
    if (!f->released) {
      f->children.push_back(op);
      polychrome_posted(f, op);
      return op;
    }
  }
  complete(op);
  return op;
}

bool fake_loop::lead(polychrome_frame *f) {
  fake_loop &self = *static_cast<fake_loop *>(f->loop);
  if (f->other_waits && self.returns_early.fetch_sub(1) > 0)
    return false;
  std::unique_lock lock(self.mutex_);
  for (;;) {
    if (self.domain_->must_return(*f))
      return false;
    if (self.stopped_ || self.outstanding_ == 0)
      return true;
    if (self.queue_.empty()) {
      if (f->other_waits || f->turn) {
        f->found_nothing = true;
        return false;
      }
      self.wait_for_posts(f, lock);
      continue;
    }
    __atomic_store_n(f->unstamped, 1, __ATOMIC_RELAXED);
    if (f->batch) {
      self.take_batch(f, lock);
      continue;
    }
    operation *const op = self.queue_.front();
    self.queue_.pop_front();
    f->more = !self.queue_.empty();
    lock.unlock();
    if (self.domain_->dispatch(*f, op, dispatch_table::match{op->row, nullptr, nullptr}))
      invoke(f, op);
    f->kept = false;
    lock.lock();
  }
}

void fake_loop::wait_for_posts(polychrome_frame *f, std::unique_lock<std::mutex> &lock) {
  lock.unlock();
  const bool again = domain_->linger(*f);
  lock.lock();
  if (again || stopped_ || !queue_.empty() || outstanding_ == 0 || domain_->must_return(*f))
    return;
  f->blocked = true;
  blocking_.notify_all();
  ++blocked_;
  changed_.wait(lock);
  --blocked_;
  f->blocked = false;
}

void fake_loop::await_blocked() {
  std::unique_lock lock(mutex_);
  blocking_.wait(lock, [&] { return blocked_ != 0 && queue_.empty(); });
}

void fake_loop::take_batch(polychrome_frame *f, std::unique_lock<std::mutex> &lock) {
  std::vector<void *> ops;
  std::vector<dispatch_table::match> rows;
  for (; ops.size() < f->batch && !queue_.empty(); queue_.pop_front()) {
    ops.push_back(queue_.front());
    rows.push_back({queue_.front()->row, nullptr, nullptr});
  }
  f->more = !queue_.empty();
  lock.unlock();
  domain_->dispatch_all(*f, ops.data(), rows.data(), ops.size());
  lock.lock();
}

bool fake_loop::take_over(polychrome_frame *from) {
  const std::lock_guard lock(static_cast<fake_loop *>(from->loop)->mutex_);
  if (!from->leader || !from->blocked)
    return false;
  from->leader = false;
  return true;
}

bool fake_loop::give_back(polychrome_frame *to) {
  const std::lock_guard lock(static_cast<fake_loop *>(to->loop)->mutex_);
  to->leader = to->blocked;
  return to->blocked;
}

void fake_loop::invoke(polychrome_frame *base, void *what) {
  frame &f = *static_cast<frame *>(base);
  fake_loop &self = *static_cast<fake_loop *>(f.loop);
  struct around {
    fake_loop &self;
    frame &f;
    operation *op;
    bool threw = true;
    ~around() {
      delete op;
      ++f.completed;
      self.domain_->finish(f, threw);
    }
  } scope{self, f, static_cast<operation *>(what)};
  scope.op->body();
  scope.threw = false;
}

void fake_loop::settle(polychrome_frame *base, void *const *held, std::size_t count, bool wake) {
  frame &f = *static_cast<frame *>(base);
  fake_loop &self = *static_cast<fake_loop *>(f.loop);
  const std::scoped_lock lock(self.mutex_, f.children_mutex);
  self.queue_.insert(self.queue_.end(), f.children.begin(), f.children.end());
  for (std::size_t i = 0; i < count; ++i)
    self.queue_.push_back(static_cast<operation *>(held[i]));
  f.children.clear();
  f.released = false;
  self.returned(f.returned);
  if (wake)
    self.changed_.notify_all();
}

/// Who waits for posts is not told of what invocations hand over, only of the end.
void fake_loop::returned(std::size_t count) {
  outstanding_ -= count;
  if (outstanding_ == 0)
    changed_.notify_all();
}

std::size_t fake_loop::pass_on(polychrome_frame *base, void *const *held, std::size_t count,
                               polychrome_passed *out, std::size_t most) {
  frame &f = *static_cast<frame *>(base);
  fake_loop &self = *static_cast<fake_loop *>(f.loop);
  struct at_exit {
    const std::function<void()> &then;
    ~at_exit() {
      if (then)
        then();
    }
  } const unlocked{self.after_passing_on};
  const std::scoped_lock lock(self.mutex_, f.children_mutex);
  for (std::size_t i = 0; i < count; ++i)
    f.children.push_back(static_cast<operation *>(held[i]));
  std::size_t n = 0;
  if (self.queue_.empty() && __atomic_load_n(f.unstamped, __ATOMIC_ACQUIRE) == 0)
    for (; n < most && !f.children.empty(); ++n, f.children.pop_front()) {
      operation *const op = f.children.front();
      out[n] = {op, matrix::address(op->row), op};
    }
  self.queue_.insert(self.queue_.end(), f.children.begin(), f.children.end());
  f.children.clear();
  f.more = !self.queue_.empty();
  f.released = false;
  self.returned(f.returned);
  return n;
}

void *fake_loop::detach(polychrome_frame *base, void *const *held, std::size_t count) {
  frame &f = *static_cast<frame *>(base);
  fake_loop &self = *static_cast<fake_loop *>(f.loop);
  const std::scoped_lock lock(self.mutex_, f.children_mutex);
  auto *const block = new std::deque<operation *>(std::exchange(f.children, {}));
  for (std::size_t i = 0; i < count; ++i)
    block->push_back(static_cast<operation *>(held[i]));
  f.released = false;
  self.returned(f.returned);
  return block;
}

void fake_loop::append(void *loop, void *what) {
  fake_loop &self = *static_cast<fake_loop *>(loop);
  const std::unique_ptr<std::deque<operation *>> block(
      static_cast<std::deque<operation *> *>(what));
  const std::lock_guard lock(self.mutex_);
  self.queue_.insert(self.queue_.end(), block->begin(), block->end());
}

std::size_t fake_loop::inspect(const void *what, polychrome_passed *out, std::size_t most) {
  const auto &block = *static_cast<const std::deque<operation *> *>(what);
  for (std::size_t n = 0; n < std::min(most, block.size()); ++n)
    out[n] = {block[n], matrix::address(block[n]->row), block[n]};
  return block.size();
}

void fake_loop::requeue(void *loop, void *const *ops, std::size_t count, bool front) {
  fake_loop &self = *static_cast<fake_loop *>(loop);
  const std::lock_guard lock(self.mutex_);
  auto at = front ? self.queue_.begin() : self.queue_.end();
  for (std::size_t i = 0; i < count; ++i)
    at = self.queue_.insert(at, static_cast<operation *>(ops[i])) + 1;
  self.changed_.notify_all();
}

void fake_loop::release(polychrome_frame *base) {
  frame &f = *static_cast<frame *>(base);
  fake_loop &self = *static_cast<fake_loop *>(f.loop);
  const std::scoped_lock lock(self.mutex_, f.children_mutex);
  f.released = true;
  self.queue_.insert(self.queue_.end(), f.children.begin(), f.children.end());
  f.children.clear();
}

void fake_loop::wake(void *loop) {
  fake_loop &self = *static_cast<fake_loop *>(loop);
  const std::lock_guard lock(self.mutex_);
  self.changed_.notify_all();
}

bool fake_loop::stopped(void *loop) {
  fake_loop &self = *static_cast<fake_loop *>(loop);
  const std::lock_guard lock(self.mutex_);
  return self.stopped_;
}

void fake_loop::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

void fake_loop::serve(void *loop, polychrome_domain *) {
  fake_loop &self = *static_cast<fake_loop *>(loop);
  frame f;
  f.loop = loop;
  current() = &f;
  self.domain_->serve(f);
  current() = nullptr;
}

bool fake_loop::run() {
  frame f;
  f.loop = this;
  frame *const outer = std::exchange(current(), &f);
  struct restore {
    frame *outer;
    ~restore() { current() = outer; }
  } const scope{outer};
  return domain_->run(f, completed);
}

void fake_loop::drain() {
  std::unique_lock lock(mutex_);
  while (!queue_.empty()) {
    operation *const op = queue_.front();
    queue_.pop_front();
    --outstanding_;
    lock.unlock();
    op->body();
    delete op;
    lock.lock();
  }
}

} // namespace polychrome::test
