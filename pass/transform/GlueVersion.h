//===- GlueVersion.h - Is the glue the one that the pass knows? --*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass makes Asio call functions of polychrome/asio/glue.hpp, a header that the unit
// includes. Where plugin and headers are not of one installation, these may have changed,
// and a call with other arguments would be a crash of the compiler or of the program. So the
// glue says its version, and the pass compares it with its own (polychrome/abi.h).
//
// An error for the whole unit, not a serial program: nobody has two installations on purpose.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TRANSFORM_GLUEVERSION_H
#define POLYCHROME_TRANSFORM_GLUEVERSION_H

#include <string>

namespace llvm {
class Module;
} // namespace llvm

namespace polychrome {

/// Removes what says the version, before anything looks at the module. False if it is
/// another one than this plugin's, which then has been reported.
bool takeGlueVersion(llvm::Module &M);

/// What is wrong with the glue, where, and what to do.
void emitGlueError(llvm::Module &M, const std::string &What);

} // namespace polychrome

#endif // POLYCHROME_TRANSFORM_GLUEVERSION_H
