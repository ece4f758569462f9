//===- load.hpp - Clients of the store, without a network -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Beside the steps of the tutorial: what asks, and what a request costs.
//
//===----------------------------------------------------------------------===//

#ifndef SAMPLES_KV_STEPS_LOAD_HPP
#define SAMPLES_KV_STEPS_LOAD_HPP

#include <polychrome/polychrome.hpp>

#include <chrono>
#include <cstdio>

constexpr int entries = 1024;

/// Stands for coding a value as it is stored: some microseconds.
inline int coded(int value) {
  unsigned x = static_cast<unsigned>(value);
  for (int i = 0; i < 40000; ++i)
    x = x * 1664525u + 1013904223u;
  return static_cast<int>(x);
}

/// 64 clients take turns, and each fourth request is a put. `ask(client, is_put)` posts one.
template <typename conn, typename function> void serve(function ask) {
  constexpr int clients = 64, requests = 20000;
  static conn conns[clients];
  for (int i = 0; i < clients; ++i) {
    conns[i].key = i * (entries / clients);
    conns[i].value = i;
  }
  for (int i = 0; i < requests; ++i)
    ask(&conns[i % clients], (i + i / clients) % 4 == 3);
  const auto begun = std::chrono::steady_clock::now();
  polychrome_run();
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
  unsigned sum = 0;
  for (const conn &c : conns)
    sum = sum * 31 + static_cast<unsigned>(c.value);
  std::printf("%d requests, answers %08x, %.1f ms\n", requests, sum, took.count());
}

#endif // SAMPLES_KV_STEPS_LOAD_HPP
