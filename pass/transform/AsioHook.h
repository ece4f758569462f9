//===- AsioHook.h - Asio hands its operations over ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Makes the program's copy of Asio call the glue (polychrome/asio/glue.hpp) where it
// starts to run an io_context, completes, creates or posts an operation.
//
// The linker keeps one copy of each of these functions, and it may be one from a unit
// compiled without Polychrome. So each instrumented copy carries a HOOK record in its
// COMDAT group, and each unit a REQUIRE record that names the function, whichever copy
// is kept: the runtime compares them and runs serially if one is missing. That covers
// the functions with a hook and those in Asio into which they may have been inlined.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TRANSFORM_ASIOHOOK_H
#define POLYCHROME_TRANSFORM_ASIOHOOK_H

#include "llvm/IR/PassManager.h"

namespace polychrome {

/// Removes glue that nothing here would call: in a unit that neither runs an io_context nor
/// has strands it would be most of what is compiled. Before anything looks at the module.
void dropIdleGlue(llvm::Module &M, llvm::ModuleAnalysisManager &MAM);

/// Returns whether the module was changed: not if it has no Asio in it.
bool insertAsioHooks(llvm::Module &M);

} // namespace polychrome

#endif // POLYCHROME_TRANSFORM_ASIOHOOK_H
