//===- audit/absent.cpp - A runtime without an audit -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/audit/attach.hpp"

namespace polychrome::audit {

bool attached() {
  return false;
}

observer *start(const dispatch_table &) {
  return nullptr;
}

void finish() {}

bool busy(int) {
  return false;
}

} // namespace polychrome::audit
