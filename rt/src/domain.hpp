//===- domain.hpp - One loop run by several threads -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A domain is a loop while it is inside run(): the thread that called run() and the
// workers it has recruited, as leader and followers. One thread at a time is the
// leader: it takes operations from the loop's queue, and they get their tickets. Whoever
// is free runs what has become ready, then leads if nobody does, then sleeps.
//
// Three ways of running, from the cheapest:
// - Alone. While nothing else is unfinished and no other thread is awake, the leader
//   runs what it takes without lock or ticket: nobody else can start anything. Where
//   handlers are tiny or everything conflicts, that is the steady state.
// - One by one. The leader stamps an operation and runs it in its own frame, or keeps it
//   until what it waits for has finished; meanwhile another thread may lead.
// - In batches. Where another thread is awake, what is queued is stamped as a batch, and
//   every thread takes a share of what is ready. What that posts skips the loop's queue
//   while nothing else is in it: it is stamped at once, and stays with its thread, as
//   does what its invocations made ready. Now and then a thread with such work leads for
//   one turn of the queue and the reactor.
// wake_budget.hpp decides when another thread is woken. A thread that finds nothing to do
// spins for about as long as waking it would take, then sleeps, at most one of them in the
// loop's own wait for events: there it may be relieved of leading without being woken.
//
// Every change of state that lets somebody go on signals that somebody, under mutex_.
// The loop's own lock may be taken under mutex_, never the other way round.
//
// A domain turns plain for good when a second thread calls run() on its loop: the
// program's author runs it with several threads and has synchronised its handlers.
// What had been kept goes back to the queue at once, because a running handler may be
// waiting for it.
//
// domain.cpp: threads come and go. domain_stamp.cpp: operations come in. domain_strand.cpp:
// those that run a strand's queue. domain_invoke.cpp: from ready to put away. domain_ready.cpp: who
// takes what. domain_lead.cpp: who leads, who sleeps, who is woken. domain_end.cpp: closing,
// turning plain, fork.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_DOMAIN_HPP
#define POLYCHROME_DOMAIN_HPP

#include "polychrome/loop.h"
#include "rt/src/admission.hpp"
#include "rt/src/dispatch.hpp"
#include "rt/src/journal.hpp"
#include "rt/src/observer.hpp"
#include "rt/src/pool.hpp"
#include "rt/src/release_order.hpp"
#include "rt/src/spinning_mutex.hpp"
#include "rt/src/statistics.hpp"
#include "rt/src/wake_budget.hpp"
#include "rt/src/watchdog.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
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
  /// Gives the order of stamping, and is the watcher then; or null.
  replayer *replay = nullptr;
  /// More threads than this gain nothing by spinning.
  unsigned cores = 1;
  /// Blocks enter the queue in the order of their tickets, as far as these rules can tell.
  const lineage_rules *strict = nullptr;
  /// Somebody calls domain::look().
  bool watched = false;
  std::atomic<std::uint32_t> domains_opened{0};
};

class domain : public std::enable_shared_from_this<domain> {
public:
  /// Stamped and unfinished at most; then nobody leads until it is fewer.
  static constexpr std::size_t window = 256;
  /// The same while something urgent may be queued: until it is stamped, it can overtake nothing.
  static constexpr std::size_t urgent_window = 4096;
  /// With room for fewer, who has work of its own does not lead for a turn.
  static constexpr std::size_t worth_a_turn = window / 4;
  /// For so long threads may feed themselves without a look at what the reactor has.
  static constexpr std::uint64_t reactor_turn_ns = 100'000;
  /// After so many invocations one by one, who has nothing to do sleeps.
  static constexpr std::size_t patience = 64;
  /// Handlers of at most this length are taken several at once.
  static constexpr std::uint32_t short_ns = 30'000;
  /// Handlers this short are not worth sharing out.
  static constexpr std::uint32_t worthless_ns = 350;

  domain(engine &e, const polychrome_loop &callbacks, void *loop, polychrome_domain *handle);

  /// On the thread that calls the loop's run(). See polychrome_domain_run.
  bool run(polychrome_frame &frame, std::size_t &count);
  /// On a worker.
  void serve(polychrome_frame &frame);
  bool pending();

  bool dispatch(polychrome_frame &frame, void *op, const dispatch_table::match &m);
  bool dispatch(polychrome_frame &frame, void *op, const void *function);
  void dispatch_all(polychrome_frame &frame, void *const *ops, const dispatch_table::match *m,
                    std::size_t count);
  void dispatch_all(polychrome_frame &frame, void *const *ops, const void *const *functions,
                    std::size_t count);
  void finish(polychrome_frame &frame, bool threw);
  /// The invocation that frame runs has created an operation.
  void created(polychrome_frame &frame, const void *op);
  bool linger(polychrome_frame &frame);
  bool must_return(const polychrome_frame &frame) const {
    return !frame.leader || attention_.load(std::memory_order_acquire) ||
           (!frame.turn && leader_finds_.load(std::memory_order_acquire)) ||
           (frame.main && main_ready_count_.load(std::memory_order_acquire));
  }

  /// Adds what the domain's threads are running. Any thread.
  void look(std::vector<sighting> &out);
  /// In a replay with nothing running: how many operations have arrived that wait for the one
  /// that was `next` in the recording or, if that is 0, for what ended the recorded run. Any
  /// thread.
  std::size_t kept_for(std::uint64_t &next);

  void before_fork();
  void after_fork_in_parent();
  void after_fork_in_child();

private:
  using invocation = admission::invocation;
  using guard = std::unique_lock<spinning_mutex>;
  using match = dispatch_table::match;

  struct presence;
  static presence &of(polychrome_frame &frame);

  // domain.cpp
  void enter(presence &p);
  void work(presence &p, guard &lock);
  void leave(presence &p);
  bool is_quick(std::uint32_t ns) const { return ns != 0 && ns < worthless_ns; }
  bool is_long(std::uint32_t ns) const { return ns == 0 || ns > short_ns; }
  std::uint32_t length(std::uint32_t row) const {
    return engine_.stats.rows[row].nanoseconds.load(std::memory_order_relaxed);
  }
  observer::invocation name(std::uint64_t ticket, std::uint64_t at = 0) const {
    return {number_, ticket, at};
  }

  // domain_strand.cpp
  template <typename Visit> void visit_queue(const void *strand, const Visit &visit) const;
  match found(void *op, const void *function) const;
  void gather(const match &m);
  bool kept_from_strand(presence &p, const match &m, void *op);

  // domain_stamp.cpp
  bool dispatch_alone(presence &p, void *op, const match &m);
  invocation &stamp(presence &p, const match &m, void *op);
  void watch_stamped(std::uint64_t ticket, std::uint32_t row, const void *op, std::uint64_t at);
  void arrive(presence &p, const match &m, void *op);
  void let_go(presence &p);
  void all_stamped() { __atomic_store_n(&unstamped_, 0, __ATOMIC_RELEASE); }
  void find_parents(presence &p);
  bool held_by_parent(presence &p, const match &m, void *op);
  void keep(presence &p, invocation &i);
  void kept_waiting(invocation &i);

  // domain_invoke.cpp
  void run_taken(presence &p, guard &lock);
  void begin_alone(presence &p, const match &m, const void *op);
  void begin(presence &p, invocation &i, std::uint64_t since);
  std::uint64_t watch_started(presence &p, std::uint64_t ticket);
  void finish_alone(presence &p);
  void count_burst(presence &p);
  void publish(presence &p);
  void be_busy(presence &p);
  void be_free(presence &p);
  void settle_early(presence &p);
  void settle(presence &p);
  void enqueue(presence &p);
  std::size_t may_pass_on(presence &p) const;
  void pass_on(presence &p, std::size_t most);
  void stamp_passed(presence &p);
  void detach(presence &p);
  void release_in_order(presence &p);
  void release_early();
  void list_operations(const void *block, std::vector<lineage> &out) const;
  void append_released();
  void put_away(presence &p);

  // domain_ready.cpp
  bool take(presence &p);
  std::deque<invocation *> *source(presence &p);
  std::size_t spare_of(const presence &p) const;
  presence *richest() const;
  void steal(presence &p);
  void share_out(presence &p, std::uint64_t ns);
  void made_ready(presence &p);
  void make_ready(invocation &i);
  void make_ready_at(presence &p, invocation &i);
  std::size_t spare() const { return ready_.size() + local_ready_; }

  // domain_lead.cpp
  bool blocked() const { return tickets_.exclusive_unfinished() || room() == 0; }
  std::size_t room() const;
  bool can_help() const {
    return helpers_.load(std::memory_order_relaxed) != 0 ||
           stray_waits_.load(std::memory_order_relaxed);
  }
  void set_stray(presence *p);
  /// Whether a thread should be woken because of an invocation that is about to run.
  enum class help { none, perhaps, now };
  help help_for(const polychrome_frame &frame, std::uint32_t row);
  void looked(presence &p, std::size_t count);
  void try_to_lead(presence &p);
  bool is_in_vain(const presence &p) const;
  void lead(presence &p, guard &lock);
  bool is_time_for_turn(const presence &p) const;
  void take_turn(presence &p, guard &lock);
  void hand_on(presence &p, std::uint64_t ns);
  void recruit();
  void wake_for_ready();
  void resign(presence &p);
  bool return_leadership(presence &p);
  void gone_idle(presence &p);
  void doze(presence &p);
  void rouse(presence &p);
  bool wanted(const presence &p) const;
  bool spin(presence &p, guard &lock);
  void idle(presence &p, guard &lock);
  void signal(presence &p);
  void signal_main();
  void update_attention();

  // domain_end.cpp
  void close();
  void signal_all();
  void become_plain();
  std::vector<void *> take_back();

  engine &engine_;
  const polychrome_loop &callbacks_;
  void *const loop_;
  polychrome_domain *const handle_;
  const std::uint32_t number_;

  spinning_mutex mutex_;
  admission tickets_;
  release_order order_;                 ///< if strict
  std::vector<void *> released_;        ///< blocks to be appended
  std::deque<invocation *> ready_;      ///< for any thread: the urgent ones, then the others
  std::size_t urgent_ready_ = 0;        ///< so many are urgent
  std::size_t local_ready_ = 0;         ///< in the threads' own lists
  std::deque<invocation *> main_ready_; ///< for the thread that called run()
  std::vector<void *> late_;            ///< taken from the queue while closing
  struct arrival {
    void *op;
    match row;
  };
  std::deque<arrival> incoming_;           ///< taken from the queue, about to be stamped
  std::map<std::uint64_t, arrival> early_; ///< in a replay: whose place is still to come
  std::deque<arrival> behind_;             ///< in a replay: may be from behind the recording's end
  std::uint64_t next_place_ = 1;
  std::vector<presence *> present_;
  std::vector<presence *> parents_; ///< that may have created what is stamped
  std::vector<presence *> idle_;    ///< asleep
  presence *main_ = nullptr;
  presence *leader_ = nullptr;
  /// No longer the leader, but still waiting for events.
  presence *stray_ = nullptr;
  unsigned workers_ = 0;
  std::vector<bool> thread_numbers_{true}; ///< those in use; 0 is the one in run()
  bool entered_ = false;
  bool closing_ = false;
  bool plain_ = false;
  std::size_t one_by_one_ = 0; ///< invocations since two ran at the same time
  std::size_t completed_ = 0;
  std::vector<std::exception_ptr> errors_;
  // Of the operation that is being stamped.
  std::vector<claimed_range> claims_;
  std::vector<std::uint32_t> more_rows_;
  std::vector<const void *> queued_;
  std::vector<std::uint64_t> edges_; ///< for the observer
  std::vector<invocation *> newly_ready_;
  wake_budget budget_;

  // Written under mutex_ unless said otherwise, read without it. What running threads read
  // all the time is apart from what changes with every batch.
  alignas(64) std::atomic<bool> halt_{false}; ///< closing or plain: begin nothing
  std::atomic<bool> leader_dozes_{false};
  std::atomic<bool> stray_waits_{false};
  std::atomic<unsigned> helpers_{0};  ///< threads asleep and those that could be recruited
  std::atomic<unsigned> awake_{0};    ///< threads neither asleep nor waiting for events
  std::atomic<unsigned> spinning_{0}; ///< of these, looking for something to do
  std::atomic<unsigned> busy_{0};     ///< threads with invocations that have a ticket
  std::atomic<std::size_t> main_ready_count_{0};
  alignas(64) std::atomic<std::size_t> unfinished_{0};
  std::atomic<bool> takeable_{false};     ///< by a thread that has nothing
  std::atomic<bool> leader_finds_{false}; ///< the same by the leader, which may have something
  std::atomic<bool> attention_{false};
  std::atomic<bool> may_release_early_{false}; ///< if strict
  std::atomic<bool> can_lead_{false};          ///< nobody leads, and somebody may
  /// Blocks that have entered the queue, and how many of them the leader has seen when it
  /// found the queue empty. Written without mutex_ too.
  std::atomic<std::uint64_t> arrivals_{0};
  std::atomic<std::uint64_t> drained_{0};
  std::uint32_t unstamped_ = 0; ///< polychrome_frame::unstamped
  /// When a thread led last.
  std::atomic<std::uint64_t> led_{0};
};

} // namespace polychrome

#endif // POLYCHROME_DOMAIN_HPP
