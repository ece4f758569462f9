//===- Names.h - What people call a handler ---------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The enclosing function's qualified name without parameters, then ::lambda#N in
// source order; a bound or free function by its own name; an intermediate Asio
// operation in front with an arrow: "async_write -> session::do_write::lambda#1".
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_NAMES_H
#define POLYCHROME_ANALYSIS_NAMES_H

#include "pass/analysis/Handlers.h"

#include <map>

namespace polychrome {

struct HandlerName {
  std::string Name;
  model::Location At;
};

/// Names for all handlers of a module, by function; unique within it.
std::map<const llvm::Function *, HandlerName> nameHandlers(const llvm::Module &M,
                                                           llvm::ArrayRef<Handler> Handlers);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_NAMES_H
