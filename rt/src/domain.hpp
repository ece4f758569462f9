//===- domain.hpp - One loop run by several threads --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A domain is a loop while it is inside run(): the thread that called run() and the
// workers it has recruited, as leader and followers. One thread at a time is the
// leader: it takes an operation from the loop's queue, the operation gets its ticket,
// leadership is handed on if that is worth a wake-up, and the operation runs in the
// leader's own frame, or is kept until what it waits for has finished. Whoever is free
// runs what has become ready, then leads if nobody does, then sleeps.
//
// While nothing else is unfinished and the next handler is known to be short, the
// leader runs it without taking a lock or a ticket: nobody else can start anything.
//
// Every change of state that lets somebody go on signals that somebody, under mutex_.
// The loop's own lock may be taken under mutex_, never the other way round.
//
// A domain turns plain for good when a second thread calls run() on its loop: the
// program's author runs it with several threads and has synchronised its handlers.
// What had been kept goes back to the queue at once, because a running handler may be
// waiting for it.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_DOMAIN_HPP
#define POLYCHROME_DOMAIN_HPP

#include "polychrome/loop.h"
#include "rt/src/admission.hpp"
#include "rt/src/dispatch.hpp"
#include "rt/src/observer.hpp"
#include "rt/src/pool.hpp"
#include "rt/src/statistics.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <vector>

namespace polychrome {

/// What all domains of a process share.
struct engine {
  const dispatch_table &table;
  statistics &stats;
  pool &workers;
  /// Workers that one domain may have; 0 in the child of a fork.
  std::atomic<unsigned> max_workers;
  /// Set before the first domain, or never.
  observer *watcher = nullptr;
  std::atomic<std::uint32_t> domains_opened{0};
};

class domain : public std::enable_shared_from_this<domain> {
public:
  /// Stamped and unfinished at most; then nobody leads until it is fewer.
  static constexpr std::size_t window = 256;

  domain(engine &e, const polychrome_loop &callbacks, void *loop, polychrome_domain *handle);

  /// On the thread that calls the loop's run(). See polychrome_domain_run.
  bool run(polychrome_frame &frame, std::size_t &count);
  /// On a worker.
  void serve(polychrome_frame &frame);
  bool pending();

  bool dispatch(polychrome_frame &frame, void *op, const dispatch_table::match &m);
  bool dispatch(polychrome_frame &frame, void *op, const void *function);
  void finish(polychrome_frame &frame, bool threw);
  /// The invocation that frame runs has created an operation.
  void created(polychrome_frame &frame, const void *op);
  bool must_return(const polychrome_frame &frame) const {
    return !frame.leader || attention_.load(std::memory_order_acquire) ||
           (frame.main && main_attention_.load(std::memory_order_acquire));
  }

  void before_fork();
  void after_fork_in_parent();
  void after_fork_in_child();

private:
  using invocation = admission::invocation;
  using guard = std::unique_lock<std::mutex>;

  struct presence;
  static presence &of(polychrome_frame &frame);

  void enter(presence &p);
  void work(presence &p, guard &lock);
  void leave(presence &p);
  void lead(presence &p, guard &lock);
  void run_kept(presence &p, invocation &i, guard &lock);
  invocation *take_ready(presence &p);

  bool blocked() const {
    return tickets_.exclusive_unfinished() || tickets_.unfinished() >= window;
  }
  bool can_help() const;
  bool worth_handing_on(const polychrome_frame &frame, std::uint32_t row) const;
  void begin_alone(presence &p, const dispatch_table::match &m, const void *op);
  void begin(presence &p, invocation &i);
  observer::invocation name(std::uint64_t ticket) const { return {number_, ticket}; }
  void watch_stamped(std::uint64_t ticket, std::uint32_t row, const void *op);
  void watch_started(presence &p, std::uint64_t ticket);
  /// p is about to run an invocation of this row: somebody else may lead meanwhile.
  void let_lead(presence &p, std::uint32_t row);
  void hand_on(presence &p);
  void resign(presence &p);
  bool held_by_parent(presence &p, void *op);
  void made_ready(const presence &by);

  void sleep(presence &p, guard &lock);
  void signal(presence &p);
  void signal_main();
  void signal_all(const presence *except);
  void close(const presence *by);
  void become_plain();
  std::vector<void *> take_back();
  void update_attention();

  engine &engine_;
  const polychrome_loop &callbacks_;
  void *const loop_;
  polychrome_domain *const handle_;
  const std::uint32_t number_;

  std::mutex mutex_;
  admission tickets_;
  std::deque<invocation *> ready_;      ///< kept, for any thread
  std::deque<invocation *> main_ready_; ///< kept, for the thread that called run()
  std::vector<invocation *> kept_;      ///< all that are kept, ready or not
  std::vector<void *> late_;            ///< taken from the queue while closing
  std::vector<presence *> present_;
  std::vector<presence *> idle_;
  presence *main_ = nullptr;
  presence *leader_ = nullptr;
  unsigned workers_ = 0;
  std::vector<bool> thread_numbers_{true}; ///< those in use; 0 is the one in run()
  unsigned running_ = 0;                   ///< invocations with a ticket
  bool entered_ = false;
  bool closing_ = false;
  bool plain_ = false;
  std::size_t completed_ = 0;
  std::vector<std::exception_ptr> errors_;
  std::vector<claimed_range> claims_;
  std::vector<std::uint64_t> edges_; ///< for the observer
  std::vector<invocation *> newly_ready_;

  // Written under mutex_, read by the leader without it.
  std::atomic<std::size_t> unfinished_{0};
  std::atomic<unsigned> helpers_{0}; ///< idle threads and those that could be recruited
  std::atomic<bool> attention_{false};
  std::atomic<bool> main_attention_{false};
};

} // namespace polychrome

#endif // POLYCHROME_DOMAIN_HPP
