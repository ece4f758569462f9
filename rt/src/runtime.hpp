//===- runtime.hpp - The process-wide state ---------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One per process: the configuration, the records of all linked modules, and from the
// first run() on the linked program and the worker threads. Never destroyed, because
// workers and exit handlers may still look at it while the process ends.
//
// Bad configuration or records end the process before main: one line, exit code 2.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_RUNTIME_HPP
#define POLYCHROME_RUNTIME_HPP

#include "pass/model/Records.h"
#include "rt/src/config.hpp"
#include "rt/src/domain.hpp"
#include "rt/src/trace.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace polychrome {

class runtime {
public:
  static runtime &get();

  void add_records(const void *begin, const void *end);

  /// Several threads may be used.
  bool active();
  void disable(const char *reason);
  /// One of another version of loop.h: serial from now on, and its first run() is not counted.
  void refuse_loop();
  void count_serial(std::size_t n);
  void created_outside(const void *op);
  observer *watcher();
  namer *journal();

  /// Links the program at the first call.
  engine &shared_engine();

  void add(domain *d);
  void remove(domain *d);

  /// The statistics, the trace and the journal, once a process. `ends`: by itself, not by a signal.
  /// Returns what it is to end with, if that is not the program's own exit code.
  int report(bool ends);

  const config &configuration() const { return config_; }

private:
  runtime();
  bool observed() const {
    return !config_.trace.empty() || !config_.record.empty() || !config_.replay.empty();
  }
  void start();
  void check_hooks();
  void watch();
  void watch_replay();
  output_file open_output(const char *variable, const std::string &file);
  void start_replay();
  void report_at_quick_exit();
  void report_statistics(unsigned threads);
  bool end_journal(bool ends);
  void install_signal_handlers();
  static void handle_once(int number);
  static void on_signal(int number);
  static void before_fork();
  static void after_fork_in_parent();
  static void after_fork_in_child();

  config config_;
  model::RecordSet records_;
  bool reports_ = false;  ///< something is to be said at the end
  bool complete_ = false; ///< the executable's records are there
  std::once_flag started_;
  std::atomic<bool> serial_{false};
  std::atomic<bool> uncounted_{false}; ///< a loop was refused
  std::atomic<bool> forked_{false};
  std::atomic<std::uint64_t> serial_invocations_{0};
  std::unique_ptr<dispatch_table> table_;
  std::vector<std::string> row_names_;      ///< for the watchdog
  std::unique_ptr<lineage_rules> lineages_; ///< if strict
  std::unique_ptr<statistics> stats_;
  std::unique_ptr<trace> trace_;
  std::optional<output_file> trace_file_;
  std::unique_ptr<recorder> recorder_;
  std::unique_ptr<replayer> replay_;
  std::unique_ptr<engine> engine_;
  pool workers_;
  std::mutex domains_mutex_;
  std::vector<domain *> domains_;
  std::atomic<bool> reported_{false};
};

} // namespace polychrome

#endif // POLYCHROME_RUNTIME_HPP
