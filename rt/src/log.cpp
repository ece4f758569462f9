//===- log.cpp - Output that commutes by line --------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The stream's own lock keeps a line in one piece, beside printf and std::cout as well.
// What cannot be written is lost, as with std::cout.
//
//===----------------------------------------------------------------------===//

#include "polychrome/log.hpp"

#include <stdio.h>

void polychrome_log_line(const char *text, std::size_t size, int to_stderr) {
  FILE *const to = to_stderr ? stderr : stdout;
  flockfile(to);
  fwrite_unlocked(text, 1, size, to);
  fflush_unlocked(to);
  funlockfile(to);
}
