//===- BlockingCall.h - Handlers that wait ----------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// -Wpolychrome-blocking-call: a handler that sleeps, waits for a future or a condition, or
// does input and output synchronously holds up its thread, and everything that conflicts
// with it. See docs/checks/blocking-call.md.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_CHECKS_BLOCKINGCALL_H
#define POLYCHROME_CLANG_PLUGIN_CHECKS_BLOCKINGCALL_H

#include "clang-plugin/Check.h"

namespace polychrome {

extern const Check BlockingCall;

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_CHECKS_BLOCKINGCALL_H
