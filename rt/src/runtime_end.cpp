//===- runtime_end.cpp - What is left to do when the process ends -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Statistics, the trace and the journal, at exit or from the handler of a signal that ends
// the process; and the exit code, if it is not the program's own. That one is set where nothing
// is lost by it: what the program prints while its static objects are destroyed still comes out.
//
//===----------------------------------------------------------------------===//

#include "rt/src/audit/attach.hpp"
#include "rt/src/runtime.hpp"

#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <signal.h>
#include <unistd.h>

namespace polychrome {

namespace {

constexpr char not_counted[] = "polychrome: serial: the loop runs as without Polychrome, and its "
                               "invocations are counted when run() returns\n";

constexpr char refused[] = "polychrome: serial: what ran in a loop of another version of "
                           "Polychrome's headers is not counted\n";

constexpr char never_run[] =
    "polychrome: nothing has run in io_context::run() or polychrome_run(): "
    "run_one, poll and their kin are serial, and nobody watches them\n";

/// Of a process that did not do what the recording that it replayed has.
constexpr int diverged_code = 4;

/// Also from a signal handler.
template <std::size_t Size> void say(const char (&text)[Size]) {
  if (::write(STDERR_FILENO, text, Size - 1) < 0)
    return; // Nobody to tell.
}

} // namespace

/// When all has been destroyed that is registered to be, the program's streams too: what is done at
/// exit comes before a library's own end, or belongs to a library and is a part of it.
[[gnu::destructor]] static void end_library() {
  if (const int code = runtime::get().report(true)) {
    std::fflush(nullptr);
    ::_exit(code);
  }
}

void runtime::report_at_quick_exit() {
  std::at_quick_exit([] { end_library(); }); // No library ends.
}

int runtime::report(bool ends) {
  if (!reports_ || forked_ || reported_.exchange(true))
    return 0;
  const unsigned threads = serial_ ? 1 : config_.threads;
  if (!stats_ && !audit::attached())
    say(never_run);
  if (stats_) {
    if (config_.stats)
      report_statistics(threads);
    if (trace_)
      trace_->write(*trace_file_, threads, *table_);
  }
  const bool as_recorded = end_journal(ends);
  audit::finish();
  return as_recorded ? 0 : diverged_code;
}

void runtime::report_statistics(unsigned threads) {
  stats_->of(0).invocations += serial_invocations_.exchange(0);
  const bool none = serial_ && stats_->of(0).invocations == 0;
  if (!none || !uncounted_)
    stats_->print(STDERR_FILENO, threads, *table_);
  if (uncounted_)
    say(refused);
  else if (none)
    say(not_counted); // A signal ends it in the middle of run().
}

/// False if a replay has diverged, as far as that is known.
bool runtime::end_journal(bool ends) {
  if (recorder_ && ends)
    recorder_->finish();
  else if (recorder_)
    recorder_->cut_off();
  else if (replay_ && ends)
    return replay_->finish();
  else if (replay_)
    replay_->cut_off();
  return true;
}

void runtime::on_signal(int number) {
  if (audit::busy(number)) {
    handle_once(number); // It will be raised again.
    return;
  }
  runtime::get().report(false);
  // The handler was installed for one signal only: this one ends the process.
  ::raise(number);
}

void runtime::install_signal_handlers() {
  const auto install = [](std::initializer_list<int> numbers) {
    for (const int number : numbers) {
      struct sigaction old;
      if (sigaction(number, nullptr, &old) != 0 || old.sa_handler != SIG_DFL)
        continue; // The program's own business.
      handle_once(number);
    }
  };
  install({SIGINT, SIGTERM, SIGHUP});
  // How it came to this is wanted most of all.
  if (trace_ || recorder_)
    install({SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGQUIT});
}

void runtime::handle_once(int number) {
  struct sigaction ours = {};
  ours.sa_handler = &runtime::on_signal;
  ours.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(number, &ours, nullptr);
}

} // namespace polychrome
