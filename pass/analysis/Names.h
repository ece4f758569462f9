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
#include <set>
#include <string>
#include <vector>

namespace polychrome {

class FieldNames;

struct HandlerName {
  std::string Name;
  model::Location At;
  std::string Operation;              ///< "async_write" where the handler is what completes one
  std::vector<model::SlotName> Slots; ///< what the source calls the closure's pointers
};

/// Names for all handlers of a module, by function; unique within it.
std::map<const llvm::Function *, HandlerName>
nameHandlers(const llvm::Module &M, llvm::ArrayRef<Handler> Handlers, const FieldNames &Classes);

/// A handler's name if this is the function that it calls.
std::string boundName(const HandlerName &Handler, const llvm::Function &Target);

/// Keeps names unique: "name", "name (2)", and so on.
class UniqueNames {
public:
  std::string add(const std::string &Name);

private:
  std::set<std::string> Taken;
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_NAMES_H
