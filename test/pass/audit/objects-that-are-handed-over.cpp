// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A fresh object is its maker's, wherever it goes afterwards; memory that was given back
// is a new object for the next one; a static is initialised by whoever comes first.
// RUN: polychrome-clang++ --polychrome=audit -std=c++20 -O2 %s -o %t
// RUN: %t 2>&1 | FileCheck %s
// CHECK: audit: units 1 of 1
// CHECK: audit: invocations 48
// CHECK: audit: violations 0
#include <memory>
#include <polychrome/polychrome.hpp>
#include <string>

struct box {
  long value = 0;
  std::string text;
};

static box *left;  // from the maker to the mover
static box *right; // from the mover to the user

static const std::string &prefix() {
  static const std::string text = "a text that is longer than a short string";
  return text;
}

POLYCHROME_HANDLER void use(long) {
  if (right) {
    right->value += static_cast<long>(right->text.size());
    delete right;
    right = nullptr;
  }
}

POLYCHROME_HANDLER void move(long n) {
  delete right;
  right = left;
  left = nullptr;
  polychrome::post(use, n);
}

POLYCHROME_HANDLER void make(long n) {
  const auto scratch = std::make_unique<box>();
  scratch->text = prefix() + prefix();
  delete left;
  left = new box{n, prefix() + scratch->text};
  polychrome::post(move, n);
}

int main() {
  for (long i = 0; i < 16; ++i)
    polychrome::post(make, i);
  return polychrome_run();
}
