//===- RawOwner.h - Handlers that do not keep their object alive -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// -Wpolychrome-raw-owner: a class that derives from enable_shared_from_this lives as
// long as somebody shares it; a handler that holds a raw pointer to it and no
// shared_ptr may run when nobody does. Objects of other classes that end in the function
// that starts the handler are RawLocals'. See docs/checks/raw-owner.md.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_CHECKS_RAWOWNER_H
#define POLYCHROME_CLANG_PLUGIN_CHECKS_RAWOWNER_H

#include "clang-plugin/Check.h"

namespace polychrome {

extern const Check RawOwner;

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_CHECKS_RAWOWNER_H
