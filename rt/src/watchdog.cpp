//===- watchdog.cpp - Names handlers that block -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/watchdog.hpp"

#include "rt/src/clock.hpp"
#include "rt/src/detached_thread.hpp"

#include <memory>
#include <pthread.h>
#include <thread>

namespace polychrome {

std::vector<sighting> stall_detector::look(const std::vector<sighting> &now_running,
                                           std::uint64_t now) {
  std::vector<sighting> stalled;
  std::map<const void *, seen> next;
  for (const sighting &s : now_running) {
    if (s.number == 0)
      continue;
    seen entry{s.number, now, false};
    if (const auto it = threads_.find(s.thread);
        it != threads_.end() && it->second.number == s.number)
      entry = it->second;
    if (!entry.reported && now - entry.since >= limit_) {
      entry.reported = true;
      stalled.push_back(s);
    }
    next.emplace(s.thread, entry);
  }
  threads_ = std::move(next);
  return stalled;
}

namespace {

struct watch {
  unsigned milliseconds;
  std::function<std::vector<sighting>()> look;
  std::function<void(const sighting &)> name;
};

void *main(void *argument) {
  const watch &w = *static_cast<watch *>(argument);
  pthread_setname_np(pthread_self(), "polychrome-dog");
  stall_detector detector(std::uint64_t(w.milliseconds) * 1'000'000);
  // Often enough that what is named has run for little longer than it says.
  const std::chrono::microseconds pause(w.milliseconds * 250);
  for (;;) {
    std::this_thread::sleep_for(pause);
    for (const sighting &s : detector.look(w.look(), now()))
      w.name(s);
  }
}

} // namespace

bool start_watchdog(unsigned milliseconds, std::function<std::vector<sighting>()> look,
                    std::function<void(const sighting &)> name) {
  auto w = std::make_unique<watch>(watch{milliseconds, std::move(look), std::move(name)});
  const bool made = start_detached(&main, w.get());
  if (made)
    w.release(); // The thread's own.
  return made;
}

} // namespace polychrome
