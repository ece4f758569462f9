//===- FakeLoop.hpp - A loop whose operations are lambdas ----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For the tests of the domain: a queue of functions, each with the row that it is to
// have. What a running one posts is held in its frame as the glue for Asio does it.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TEST_FAKELOOP_HPP
#define POLYCHROME_TEST_FAKELOOP_HPP

#include "rt/src/domain.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace polychrome::test {

/// Rows by name, with the cells that are not 00.
class matrix {
public:
  std::uint32_t row(const std::string &name) {
    const auto [it, added] = rows_.try_emplace(name, static_cast<std::uint32_t>(rows_.size()));
    if (added) {
      program_.Rows.emplace_back();
      program_.Rows.back().Id = it->second;
      program_.Rows.back().Name = name;
    }
    return it->second;
  }
  matrix &global(const std::string &a, const std::string &b) {
    globals_.push_back({row(a), row(b)});
    return *this;
  }
  matrix &free(const std::string &a) {
    row(a);
    return *this;
  }
  /// Invocations of row a hand over none but those of such rows; without any such call, a
  /// row's may hand over anything.
  matrix &posts(const std::string &a, const std::string &b) {
    program_.Rows[row(a)].Posts.push_back({b, {}});
    return *this;
  }
  matrix &pinned(const std::string &a) {
    program_.Rows[row(a)].Pinned = true;
    return *this;
  }
  matrix &exclusive(const std::string &a) {
    program_.Rows[row(a)].Exclusive = true;
    return *this;
  }

  /// Stands for the function of a row's handlers.
  static const void *address(std::uint32_t row) {
    return reinterpret_cast<const void *>(std::uintptr_t(16) * (row + 1));
  }

  model::Program program() const {
    model::Program p = program_;
    const std::size_t n = p.Rows.size();
    for (model::Row &r : p.Rows) {
      if (r.Posts.empty())
        r.Posts.emplace_back();
      p.Entries.push_back({r.Name, model::HandlerKind::Function, address(r.Id), r.Id, 1});
    }
    p.Matrix.resize(n * n);
    for (const auto &[a, b] : globals_)
      p.Matrix[a * n + b].Global = p.Matrix[b * n + a].Global = true;
    return p;
  }

private:
  model::Program program_;
  std::map<std::string, std::uint32_t> rows_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> globals_;
};

class fake_loop {
public:
  fake_loop(matrix m, unsigned workers, observer *watcher = nullptr, bool strict = false,
            replayer *replay = nullptr)
      : matrix_(std::move(m)), table_(matrix_.program()), stats_(table_.rows()),
        lineages_(table_.program(), table_.rules()),
        engine_{table_, stats_, pool_, workers, watcher, replay, 2, strict ? &lineages_ : nullptr,
                false,  0},
        domain_(std::make_shared<domain>(engine_, callbacks, this, nullptr)) {}

  ~fake_loop() {
    for (operation *op : queue_)
      delete op;
  }

  struct operation {
    std::uint32_t row;
    std::function<void()> body;
  };

  /// From anywhere; inside a handler it is held until the handler has returned.
  operation *post(const std::string &row, std::function<void()> body);
  /// As a reactor would: an operation whose data has come, whoever started it.
  void complete(operation *op);
  /// Starts an operation that complete() will end: outstanding from now on.
  operation *start(const std::string &row, std::function<void()> body);

  /// Adds to `completed`; false if the domain is plain.
  bool run();
  void stop();
  void restart() { stopped_ = false; }
  std::size_t completed = 0;
  /// Runs the queue on this thread, without the domain.
  void drain();
  std::size_t queued() {
    const std::lock_guard lock(mutex_);
    return queue_.size();
  }
  /// Until a thread waits for posts, and there are none.
  void await_blocked();
  statistics &stats() { return stats_; }
  /// As if handlers of that row had been measured.
  void takes(const std::string &row, std::uint32_t nanoseconds) {
    stats_.rows[matrix_.row(row)].nanoseconds = nanoseconds;
  }
  /// Called when a thread has taken operations past the queue.
  std::function<void()> after_passing_on;
  /// So often lead() returns early, as if something else had had to be done first that another
  /// thread has done by now, when somebody else waits for events.
  std::atomic<int> returns_early{0};
  void watch() { engine_.watched = true; }
  void look(std::vector<sighting> &out) { domain_->look(out); }

private:
  struct frame;
  static frame *&current();
  static bool lead(polychrome_frame *f);
  static bool take_over(polychrome_frame *from);
  static bool give_back(polychrome_frame *to);
  void wait_for_posts(polychrome_frame *f, std::unique_lock<std::mutex> &lock);
  void returned(std::size_t count);
  void take_batch(polychrome_frame *f, std::unique_lock<std::mutex> &lock);
  static void invoke(polychrome_frame *f, void *op);
  static void settle(polychrome_frame *f, void *const *held, std::size_t count, bool wake);
  static std::size_t pass_on(polychrome_frame *f, void *const *held, std::size_t count,
                             polychrome_passed *out, std::size_t most);
  static void *detach(polychrome_frame *f, void *const *held, std::size_t count);
  static void append(void *loop, void *block);
  static std::size_t inspect(const void *block, polychrome_passed *out, std::size_t most);
  static void requeue(void *loop, void *const *ops, std::size_t count, bool front);
  static void release(polychrome_frame *f);
  static void wake(void *loop);
  static bool stopped(void *loop);
  static void serve(void *loop, polychrome_domain *);
  static void lock(void *loop) { static_cast<fake_loop *>(loop)->mutex_.lock(); }
  static void unlock(void *loop) { static_cast<fake_loop *>(loop)->mutex_.unlock(); }
  static const polychrome_loop callbacks;

  matrix matrix_;
  dispatch_table table_;
  statistics stats_;
  // Never destroyed: its threads never end.
  static inline pool &pool_ = *new pool;
  lineage_rules lineages_;
  engine engine_;
  std::shared_ptr<domain> domain_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable blocking_;
  std::size_t blocked_ = 0;
  std::deque<operation *> queue_;
  std::size_t outstanding_ = 0;
  bool stopped_ = false;
};

} // namespace polychrome::test

#endif // POLYCHROME_TEST_FAKELOOP_HPP
