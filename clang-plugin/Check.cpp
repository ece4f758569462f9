//===- Check.cpp - The list of checks -------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/Check.h"

#include "clang-plugin/checks/BlockingCall.h"

namespace polychrome {

llvm::ArrayRef<const Check *> allChecks() {
  static const Check *const All[] = {&BlockingCall};
  return All;
}

} // namespace polychrome
