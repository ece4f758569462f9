//===- plain_copy.cpp - A unit compiled without Polychrome ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linked first, so its copies of Asio's functions are the ones that the linker keeps.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

void run_plainly(asio::io_context &io) { io.run(); }
