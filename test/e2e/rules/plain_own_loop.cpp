//===- plain_own_loop.cpp - The runtime's loop in a plain program --------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiled without the pass, it has no records. Prints something before it calls the runtime.
//
//===----------------------------------------------------------------------===//

#include <polychrome/polychrome.hpp>

#include <cstdio>

namespace {

void print(int *n) { std::printf("%d\n", *n); }

} // namespace

int main() {
  int number = 1;
  std::puts("begun");
  std::fflush(stdout);
  polychrome::post(print, &number);
  polychrome_run();
}
