//===- detached_thread.hpp - Threads of the runtime's own -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The program's signals are the program's: they are blocked in the runtime's
// threads from the first instruction, so its handlers run where they ran before.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_RT_DETACHED_THREAD_HPP
#define POLYCHROME_RT_DETACHED_THREAD_HPP

namespace polychrome {

/// Starts a thread that nobody joins. False if there can be no more threads; the
/// argument then still belongs to the caller. Any thread may call.
bool start_detached(void *(*run)(void *), void *argument);

} // namespace polychrome

#endif // POLYCHROME_RT_DETACHED_THREAD_HPP
