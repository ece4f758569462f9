//===- detached_thread.cpp - Threads of the runtime's own -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/detached_thread.hpp"

#include <pthread.h>
#include <signal.h>

namespace polychrome {

bool start_detached(void *(*run)(void *), void *argument) {
  pthread_attr_t detached;
  if (pthread_attr_init(&detached) != 0)
    return false;
  pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
  sigset_t all;
  sigset_t old;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &old);
  pthread_t thread;
  const bool made = pthread_create(&thread, &detached, run, argument) == 0;
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
  pthread_attr_destroy(&detached);
  return made;
}

} // namespace polychrome
