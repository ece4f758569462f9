//===- tool/link_inputs.hpp - Inputs of a link ------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A plain translation unit can override a virtual function without being called
// from anywhere that the analysis sees, and nothing in the linked program shows
// that it exists. So the wrapper's link step looks at its inputs and says so in
// a record.
//
// Known and trusted: libraries in the system's own folders. Anything else that is
// not an instrumented object, an archive of them, a shared library that was
// linked from them, or a source compiled in the same call, is plain; so is what
// cannot be read or is not understood. Not looked into: linker scripts given with
// -T, and libraries that LD_PRELOAD or dlopen bring.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_TOOL_LINK_INPUTS_HPP
#define POLYCHROME_TOOL_LINK_INPUTS_HPP

#include "pass/model/Records.h"

#include <string>
#include <vector>

namespace polychrome::tool {

/// From the arguments of a compiler call that links.
model::LinkInfo link_info(const std::vector<std::string> &arguments);

} // namespace polychrome::tool

#endif // POLYCHROME_TOOL_LINK_INPUTS_HPP
