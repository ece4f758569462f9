//===- HandlerState.h - Handlers with static or thread_local state -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// -Wpolychrome-handler-state: a function's static variable makes each handler that
// uses it conflict with itself, a thread_local one keeps it on one thread. See
// docs/checks/handler-state.md.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_CHECKS_HANDLERSTATE_H
#define POLYCHROME_CLANG_PLUGIN_CHECKS_HANDLERSTATE_H

#include "clang-plugin/Check.h"

namespace polychrome {

extern const Check HandlerState;

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_CHECKS_HANDLERSTATE_H
