//===- runtime.cpp - The process-wide state ---------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/runtime.hpp"

#include "pass/model/Link.h"
#include "polychrome/abi.h"
#include "polychrome/polychrome.h"
#include "rt/src/audit/attach.hpp"
#include "rt/src/detached_thread.hpp"
#include "rt/src/hue.hpp"
#include "rt/src/row_names.hpp"
#include "rt/src/urgent.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <link.h>
#include <map>
#include <pthread.h>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>

namespace polychrome {

namespace {

[[noreturn]] void refuse(const std::string &error) {
  std::fprintf(stderr, "polychrome: %s\n", error.c_str());
  ::_exit(2);
}

/// A variable that nobody reads was meant for something.
void check_names() {
  for (char **e = environ; e && *e; ++e) {
    const std::string_view entry = *e;
    std::string text;
    const name_kind kind = judge_name(entry.substr(0, entry.find('=')), text);
    if (kind == name_kind::misspelt)
      refuse(text);
    if (kind == name_kind::unknown)
      std::fprintf(stderr, "polychrome: warning: %s\n", text.c_str());
  }
}

/// Whether every copy of Asio's code that completes operations is an instrumented one.
bool all_hooked(const model::RecordSet &records) {
  return std::all_of(records.Required.begin(), records.Required.end(), [&](const void *f) {
    return std::find(records.Hooked.begin(), records.Hooked.end(), f) != records.Hooked.end();
  });
}

/// Whether an address lies in the executable itself, not in a shared object.
bool in_main_program(const void *address) {
  const auto visit = [](dl_phdr_info *info, std::size_t, void *data) {
    const auto at = *static_cast<const ElfW(Addr) *>(data);
    for (ElfW(Half) i = 0; i < info->dlpi_phnum; ++i) {
      const ElfW(Phdr) &p = info->dlpi_phdr[i];
      const ElfW(Addr) begin = info->dlpi_addr + p.p_vaddr;
      if (p.p_type == PT_LOAD && at >= begin && at < begin + p.p_memsz)
        return 1;
    }
    return -1; // The executable comes first: look no further.
  };
  auto at = reinterpret_cast<ElfW(Addr)>(address);
  return dl_iterate_phdr(visit, &at) == 1;
}

#ifdef POLYCHROME_FORCE_MATRIX
/// For the tests of the runtime itself: a wrong matrix on purpose.
model::Program forced() {
  model::Program p;
  p.Rows.resize(1);
  p.Rows[0].Name = "(forced)";
  p.Rows[0].Posts.push_back({}); // Anything may follow.
  p.Matrix.push_back({POLYCHROME_FORCE_MATRIX != 0, false});
  return p;
}
#endif

} // namespace

runtime &runtime::get() {
  static runtime *const self = new runtime;
  return *self;
}

runtime::runtime() {
  check_names();
  std::string error;
  const auto get = [](const char *name) -> const char * { return std::getenv(name); };
  if (!parse_config(get, std::thread::hardware_concurrency(), config_, error))
    refuse(error);
  if (audit::attached()) {
    if (config_.serial || observed())
      refuse("this program is audited: unset POLYCHROME_POLICY=serial, POLYCHROME_TRACE, "
             "POLYCHROME_RECORD and POLYCHROME_REPLAY");
    config_.threads = 1;
  }
  // One thread leaves nothing to schedule, but its invocations can be traced and watched.
  serial_ = config_.serial ||
            (config_.threads == 1 && !observed() && config_.watchdog == 0 && !audit::attached());
  if (!config_.trace.empty()) {
    trace_file_.emplace(open_output("POLYCHROME_TRACE", config_.trace));
    trace_ = std::make_unique<trace>();
  }
  if (!config_.record.empty())
    recorder_ = std::make_unique<recorder>(open_output("POLYCHROME_RECORD", config_.record));
  if (!config_.replay.empty())
    start_replay();
  polychrome_created_outside = recorder_ || replay_;
  reports_ = config_.stats || observed() || config_.watchdog != 0 || audit::attached();
  if (reports_)
    report_at_quick_exit();
}

/// Also in a program that has no records, where nothing else would ask before it runs something.
[[gnu::constructor]] static void read_environment() {
  runtime::get();
}

/// Before main, so that a file that cannot be written is not found out at the end.
output_file runtime::open_output(const char *variable, const std::string &file) {
  const std::string name = std::string(variable) + "=" + file;
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0)
    refuse(name + ": cannot be written: " + std::strerror(errno));
  return {fd, name};
}

void runtime::start_replay() {
  std::ifstream file(config_.replay);
  if (file)
    file.peek(); // A folder can be opened.
  if (!file)
    refuse("POLYCHROME_REPLAY=" + config_.replay + ": cannot be read: " + std::strerror(errno));
  const std::string text(std::istreambuf_iterator<char>(file), {});
  recorded_order j;
  std::string error;
  if (!read_recording(text, j, error))
    refuse("POLYCHROME_REPLAY=" + config_.replay + ": no recording: " + error);
  replay_ = std::make_unique<replayer>(j);
}

void runtime::add_records(const void *begin, const void *end) {
  const auto *first = static_cast<const std::byte *>(begin);
  const auto *last = static_cast<const std::byte *>(end);
  std::string error;
  if (!model::readSection({first, last}, true, records_, error))
    refuse(error);
  // The executable's constructors run last, so from here on all is known that there is
  // before main. What is loaded later is checked when it comes.
  complete_ = complete_ || in_main_program(begin);
  if (complete_)
    check_hooks();
}

void runtime::check_hooks() {
  if (!serial_ && !all_hooked(records_))
    disable("the linker kept a copy of Asio that was compiled without Polychrome; compile "
            "every source file that includes Asio with polychrome-clang++");
}

void runtime::watch() {
  row_names_ = names_for_people(table_->program(), records_);
  row_names_.push_back(table_->name(table_->no_row()));
  const auto look = [this] {
    std::vector<sighting> running;
    const std::lock_guard lock(domains_mutex_);
    for (domain *d : domains_)
      d->look(running);
    return running;
  };
  const auto name = [this](const sighting &s) {
    std::fprintf(stderr, "polychrome: watchdog: %s has been running for %u ms\n",
                 row_names_[s.row].c_str(), config_.watchdog);
  };
  if (!start_watchdog(config_.watchdog, look, name))
    std::fputs("polychrome: watchdog: no thread can be had: nothing is watched\n", stderr);
}

static void tell_what_is_waited_for(std::uint64_t next, std::size_t kept) {
  if (next == 0)
    std::fprintf(stderr,
                 "polychrome: replay: the recorded run ended here; %zu operations that were "
                 "outstanding then have come, and wait for that end\n",
                 kept);
  else
    std::fprintf(stderr,
                 "polychrome: replay: operation %llu of the recording has not come, and %zu "
                 "that have wait for it: is this run given the same input?\n",
                 static_cast<unsigned long long>(next), kept);
}

/// Says so once if a replay waits for something that does not seem to come.
void runtime::watch_replay() {
  const auto main = [](void *) -> void * {
    std::map<const domain *, std::uint64_t> seen;
    for (bool told = false; !told;) {
      std::this_thread::sleep_for(std::chrono::seconds(1));
      runtime &r = get();
      const std::lock_guard lock(r.domains_mutex_);
      for (domain *d : r.domains_) {
        std::uint64_t next = 0;
        const std::size_t kept = d->kept_for(next);
        const auto [before, first] = seen.try_emplace(d, next);
        if (kept != 0 && !first && std::exchange(before->second, next) == next &&
            !std::exchange(told, true))
          tell_what_is_waited_for(next, kept);
      }
    }
    return nullptr;
  };
  start_detached(main, nullptr); // Without it, nobody is told.
}

bool runtime::active() {
  std::call_once(started_, [this] { start(); });
  return !serial_.load(std::memory_order_relaxed);
}

#ifndef POLYCHROME_FORCE_MATRIX
/// Who enqueues on a strand first would have to be the same in every run: the order of the
/// tickets is not enough. So with the order strict, a program that has strands is serial.
static void run_strands_alone(model::Program &program) {
  const auto has_queue = [](const model::Row &r) { return r.Queue.has_value(); };
  if (std::none_of(program.Rows.begin(), program.Rows.end(), has_queue))
    return;
  for (model::Row &r : program.Rows)
    r.Exclusive = true;
}
#endif

void runtime::start() {
  check_hooks();
#ifdef POLYCHROME_FORCE_MATRIX
  table_ = std::make_unique<dispatch_table>(forced());
#else
  model::Program program =
      audit::attached() ? model::linkExplained(records_) : model::link(records_);
  if (config_.strict)
    run_strands_alone(program);
  if (config_.hue)
    program = hue_and_color(std::move(program));
  table_ = std::make_unique<dispatch_table>(std::move(program));
#endif
  stats_ = std::make_unique<statistics>(table_->rows());
  engine_ = std::make_unique<engine>(*table_, *stats_, workers_, config_.threads - 1);
  engine_->cores = std::max(1u, std::thread::hardware_concurrency());
  engine_->watcher = audit::attached() ? audit::start(*table_) : watcher();
  engine_->replay = replay_.get();
  if (config_.strict) {
    lineages_ = std::make_unique<lineage_rules>(table_->program(), table_->rules());
    engine_->strict = lineages_.get();
  }
  engine_->watched = config_.watchdog != 0;
  if (engine_->watched && !serial_)
    watch();
  if (replay_ && !serial_)
    watch_replay();
  if (!serial_)
    pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
  if (config_.stats || observed() || audit::attached())
    install_signal_handlers();
}

engine &runtime::shared_engine() {
  std::call_once(started_, [this] { start(); });
  return *engine_;
}

void runtime::disable(const char *reason) {
  if (!serial_.exchange(true))
    std::fprintf(stderr, "polychrome: serial: %s\n", reason);
}

void runtime::refuse_loop() {
  uncounted_ = true;
  disable("the program was compiled with another version of Polychrome's headers; compile it "
          "again");
}

void runtime::count_serial(std::size_t n) {
  serial_invocations_.fetch_add(n, std::memory_order_relaxed);
}

void runtime::created_outside(const void *op) {
  if (observer *const o = watcher())
    o->created_outside(op);
}

void runtime::add(domain *d) {
  const std::lock_guard lock(domains_mutex_);
  domains_.push_back(d);
}

void runtime::remove(domain *d) {
  const std::lock_guard lock(domains_mutex_);
  std::erase(domains_, d);
}

/// The one observer that there may be.
observer *runtime::watcher() {
  if (namer *const n = journal())
    return n;
  return trace_.get();
}

namer *runtime::journal() {
  return recorder_ ? static_cast<namer *>(recorder_.get()) : replay_.get();
}

// fork(): the child has one thread, and stays serial.

void runtime::before_fork() {
  runtime &r = get();
  r.domains_mutex_.lock();
  for (domain *d : r.domains_)
    d->before_fork();
  if (namer *const n = r.journal())
    n->before_fork();
  r.workers_.before_fork();
}

void runtime::after_fork_in_parent() {
  runtime &r = get();
  r.workers_.after_fork_in_parent();
  if (namer *const n = r.journal())
    n->after_fork_in_parent();
  for (domain *d : r.domains_)
    d->after_fork_in_parent();
  r.domains_mutex_.unlock();
}

void runtime::after_fork_in_child() {
  runtime &r = get();
  r.forked_ = true;
  r.serial_ = true;
  r.engine_->max_workers = 0;
  r.workers_.after_fork_in_child();
  if (namer *const n = r.journal())
    n->after_fork_in_child();
  for (domain *d : r.domains_)
    d->after_fork_in_child();
  r.domains_mutex_.unlock();
}

} // namespace polychrome
