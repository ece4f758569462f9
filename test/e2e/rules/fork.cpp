//===- fork.cpp - A handler forks ------------------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The child goes on in its copy of the loop, serially; the parent as before.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <sys/wait.h>
#include <unistd.h>

int main() {
  asio::io_context io;
  std::atomic<int> calls{0};
  pid_t child = -1;
  for (int i = 0; i < 50; ++i)
    asio::post(io, [&] {
      ++calls;
      work_for(std::chrono::microseconds(20));
    });
  asio::post(io, [&] {
    io.notify_fork(asio::io_context::fork_prepare);
    child = fork();
    CHECK(child >= 0);
    io.notify_fork(child == 0 ? asio::io_context::fork_child : asio::io_context::fork_parent);
    for (int i = 0; i < 50; ++i)
      asio::post(io, [&] { ++calls; });
  });
  io.run();
  CHECK(calls == 100);
  if (child == 0)
    return 0;
  int status = -1;
  CHECK(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}
