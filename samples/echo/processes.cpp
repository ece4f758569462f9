//===- processes.cpp - A process for every client ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Concurrency by fork: nothing is shared, so nothing needs a lock, and nothing
// can be shared either. A line that is there only because several clients are
// served at once is marked `sync`; `compare` counts the marks.
//
//===----------------------------------------------------------------------===//

#include "listener.hpp"

#include <csignal>    // sync
#include <sys/wait.h> // sync

static void reap(int) {                       // sync
  int saved = errno;                          // sync
  while (waitpid(-1, nullptr, WNOHANG) > 0) { // sync
  } // sync
  errno = saved; // sync
} // sync

int main(int argc, char **argv) {
  int listener = open_port(argc, argv);
  struct sigaction action{};            // sync
  action.sa_handler = reap;             // sync
  sigaction(SIGCHLD, &action, nullptr); // sync
  for (;;) {
    int client = next_client(listener);
    pid_t child = fork(); // sync
    if (child < 0)        // sync
      give_up("fork");    // sync
    if (child == 0) {     // sync
      close(listener);    // sync
      serve(client);
      _exit(0); // sync
    } // sync
    close(client); // sync
  }
}
