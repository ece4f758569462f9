//===- threads.cpp - A thread for every client ------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Concurrency by threads. The statistics that the server keeps are shared, so
// they need a mutex, and whoever adds a statistic has to think of it. A line that
// is there only because several clients are served at once is marked `sync`;
// `compare` counts the marks.
//
//===----------------------------------------------------------------------===//

#include "listener.hpp"

#include <map>
#include <mutex>  // sync
#include <thread> // sync

/// The same statistics as the sessions of loop.cpp keep.
struct statistics {
  std::size_t received = 0;
  std::size_t largest = 0;
};

static std::map<int, statistics> clients;
static std::mutex clients_mutex; // sync

static void count(int client, std::size_t size) {
  std::lock_guard lock(clients_mutex); // sync
  statistics &s = clients[client];
  s.received += size;
  s.largest = size > s.largest ? size : s.largest;
}

static void forget(int client) {
  std::lock_guard lock(clients_mutex); // sync
  clients.erase(client);
}

static void echo(int client) {
  char data[4096];
  for (;;) {
    ssize_t n = recv(client, data, sizeof data, 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0 || !write_all(client, data, static_cast<std::size_t>(n)))
      break;
    count(client, static_cast<std::size_t>(n));
  }
  forget(client); // before close: the number may be another client's afterwards
  close(client);
}

int main(int argc, char **argv) {
  int listener = open_port(argc, argv);
  for (;;) {
    int client = next_client(listener);
    std::thread(echo, client).detach(); // sync
  }
}
