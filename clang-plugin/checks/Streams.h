//===- Streams.h - Handlers that print --------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// -Wpolychrome-streams: whoever writes to std::cout, cerr or clog conflicts with
// everybody else who does, because the order of the text matters. polychrome::log()
// commutes by line. See docs/checks/streams.md.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_CHECKS_STREAMS_H
#define POLYCHROME_CLANG_PLUGIN_CHECKS_STREAMS_H

#include "clang-plugin/Check.h"

namespace polychrome {

extern const Check Streams;

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_CHECKS_STREAMS_H
