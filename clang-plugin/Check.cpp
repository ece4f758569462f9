//===- Check.cpp - The list of checks -------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/Check.h"

#include "clang-plugin/checks/BlockingCall.h"
#include "clang-plugin/checks/Commutes.h"
#include "clang-plugin/checks/HandlerState.h"
#include "clang-plugin/checks/LocalByReference.h"
#include "clang-plugin/checks/Pure.h"
#include "clang-plugin/checks/RawOwner.h"
#include "clang-plugin/checks/Streams.h"

namespace polychrome {

llvm::ArrayRef<const Check *> allChecks() {
  static const Check *const All[] = {&BlockingCall, &Commutes, &HandlerState, &LocalByReference,
                                     &Pure,         &RawOwner, &Streams};
  return All;
}

} // namespace polychrome
