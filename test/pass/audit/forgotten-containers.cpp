// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What lies in containers is memory like any other: forgotten effects on it are noticed.
// RUN: %mutants %s %t --least 1 --only='a root' -std=c++20
#include <map>
#include <polychrome/polychrome.hpp>
#include <string>
#include <vector>

struct session {
  std::string in;
  std::vector<long> replies;
};

static std::map<long, long> store;

POLYCHROME_HANDLER void read(session *s) {
  s->in += "a line that is longer than a short string";
  s->replies.push_back(static_cast<long>(s->in.size()));
}

POLYCHROME_HANDLER void put(session *s) { store[static_cast<long>(s->in.size())] += 1; }

int main() {
  static session sessions[3];
  for (int i = 0; i < 12; ++i) {
    polychrome::post(read, &sessions[i % 3]);
    polychrome::post(put, &sessions[i % 3]);
  }
  return polychrome_run();
}
