//===- journal.hpp - The order of arrival, kept and imposed again --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a run's result depends on, besides what the program reads from outside, is the
// order in which operations arrived, because invocations that conflict run in that order.
// A recorder writes it down; a replayer makes another run stamp its operations in the same
// order, with any number of threads.
//
// An operation is named by who created it: the invocation's place in the recorded order, and
// how many that one had created before; or how many had been created outside of any
// invocation. So names mean the same in every run in which invocations do the same, which they
// do by induction over the order. Not named like that are operations that several threads of
// the program's own create: these have the number of their arrival, and may diverge.
//
// An operation that a recording does not know makes the replayer say so and let go: from
// there on operations are stamped as they come. What was recorded and has not come is told at the
// end.
//
// What was outstanding when the recorded process ended is no divergence if it completes: then it
// waits for the end, which was to come first. So does what may be from behind the end of a
// recording that was cut off, by a signal that ended the process or without a word; there, the
// recording's end lets go too.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_JOURNAL_HPP
#define POLYCHROME_JOURNAL_HPP

#include "rt/src/observer.hpp"
#include "rt/src/output_file.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace polychrome {

/// Who created an operation. Places count from 1, in the order of stamping, what was put back
/// into the queue left out.
struct operation_name {
  enum source : std::uint32_t { unknown, outside, invocation };
  source by = unknown;
  std::uint32_t domain = 0; ///< the invocation's
  std::uint64_t place = 0;  ///< the invocation's, in a recording's text its ticket; or 0
  std::uint64_t number = 0; ///< among those of the same creator
  auto operator<=>(const operation_name &) const = default;
};

struct recorded_order {
  /// For each, the operations that ran, in order.
  std::vector<std::vector<operation_name>> domains;
  /// Created, and not run when the process ended, if that is known.
  std::set<operation_name> outstanding;
  /// How the process did: all is written down; by a signal; nobody had the time to say.
  enum ending { killed, by_signal, by_itself };
  ending end = killed;
};

/// A recording's text. False with a reason if it is none. What follows the last whole line
/// is left out.
bool read_recording(const std::string &text, recorded_order &j, std::string &error);

/// Names operations as they are created and stamped.
class namer : public observer {
public:
  void stamped(invocation i, std::uint32_t row, std::span<const claimed_range> claims,
               const void *op) override;
  void waits(invocation, std::uint64_t) override {}
  void withdrawn(invocation i) override;
  void started(invocation i, std::uint32_t thread) override;
  void created(invocation by, const void *op) override;
  void created_outside(const void *op) override;
  void ended(invocation i, std::uint32_t thread, bool threw) override;

  void before_fork() { mutex_.lock(); }
  void after_fork_in_parent() { mutex_.unlock(); }
  /// The journal is the parent's: from here on this process has none.
  void after_fork_in_child();

protected:
  std::mutex mutex_;

  /// The name that `op` has or, if nobody is known to have created it, is given now.
  const operation_name &name_of(const void *op);
  /// Others hold it for a moment. Not for ever: a program may call exit() from the handler of a
  /// signal that has interrupted one of them.
  std::unique_lock<std::mutex> lock_to_finish();
  /// By which the operations that an invocation creates are named.
  virtual std::uint64_t place_of(invocation i, const operation_name &) { return i.ticket; }
  // With the mutex held:
  virtual void stop() = 0;
  virtual void note_stamped(invocation, const operation_name &) {}
  virtual void note_withdrawn(invocation, const operation_name &) {}
  virtual void note_outstanding(const operation_name &) {}
  /// What has not begun is withdrawn; all that has been created and not begun is outstanding.
  void note_all_outstanding();

private:
  struct stamp {
    operation_name name;
    const void *op = nullptr;
    std::uint64_t place = 0;
    std::uint64_t created = 0;
    bool started = false;
  };
  static constexpr unsigned ticket_bits = 48;
  static std::uint64_t key(invocation i) {
    return std::uint64_t(i.domain) << ticket_bits | i.ticket;
  }

  std::unordered_map<const void *, operation_name> names_; ///< not yet stamped
  std::unordered_map<std::uint64_t, stamp> stamps_;        ///< not yet ended
  std::uint64_t outside_ = 0;
  std::uint64_t unknown_ = 0;
};

/// Writes the order down as it comes about.
class recorder : public namer {
public:
  explicit recorder(output_file file);

  /// Writes what has not been written: the process ends.
  void finish();
  /// The same by a signal, from its handler: without waiting.
  void cut_off();

private:
  void note_stamped(invocation i, const operation_name &name) override;
  void note_withdrawn(invocation i, const operation_name &name) override;
  void note_outstanding(const operation_name &name) override;
  void stop() override { stopped_ = true; }
  void add(const char *line, int size);
  void write_out();
  void flush(std::string_view last_line);

  output_file file_;
  std::size_t used_ = 0;
  bool stopped_ = false;
  char text_[1 << 16];
};

/// The places that a recording gives operations.
class replayer : public namer {
public:
  explicit replayer(const recorded_order &j);

  /// Of what has none, but may wait for the recording's end.
  static constexpr std::uint64_t at_the_end = ~std::uint64_t(0);

  /// In this domain `op` is next in the loop's queue. Its place in the order; 0 if there is
  /// no order any longer: behind the end of what was cut off, or if this one is not in it.
  std::uint64_t arrives(std::uint32_t domain, const void *op);

  /// All that is recorded of the domain has been stamped.
  bool is_over(std::uint32_t domain);
  /// What waits for the end need not wait any longer.
  bool goes_on(std::uint32_t domain);

  /// The process ends. False if it has not done what is recorded, which has been said.
  bool finish();
  /// The same by a signal, from its handler: without waiting, and only said.
  void cut_off();

private:
  struct domain_order {
    std::map<operation_name, std::uint64_t> places;
    std::size_t stamped = 0; ///< so many of them
    bool is_over() const { return stamped == places.size(); }
  };

  std::uint64_t place_of(invocation i, const operation_name &name) override;
  void note_stamped(invocation i, const operation_name &name) override;
  void note_withdrawn(invocation i, const operation_name &name) override;
  void stop() override { free_ = true; }
  bool has_all(std::uint32_t domain) const {
    return domain >= domains_.size() || domains_[domain].is_over();
  }
  bool may_be_behind_the_end(const operation_name &name) const;
  void diverge(const operation_name &name);
  void go_on();
  void say_what_is_missing();

  std::vector<domain_order> domains_;
  const std::set<operation_name> outstanding_;
  const recorded_order::ending end_;
  bool free_ = false; ///< there is no order any longer
  std::atomic<bool> diverged_{false};
  bool over_told_ = false;
};

} // namespace polychrome

#endif // POLYCHROME_JOURNAL_HPP
