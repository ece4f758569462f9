//===- Handlers.h - Which functions the event loop calls --------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Handler discovery. In Asio every completion is an operation object whose
// function pointer is `do_complete`, instantiated for the concrete operation;
// type-erased posts go through executor_function::complete instead. Both carry
// the user's function object in their template arguments, so no source change is
// needed. Other programs annotate functions with POLYCHROME_HANDLER or name them
// on the command line.
//
// Not handled here: a function that is missed has no row, and an invocation with
// no row runs alone.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_HANDLERS_H
#define POLYCHROME_ANALYSIS_HANDLERS_H

#include "pass/model/Summary.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace llvm {
class Function;
class Module;
} // namespace llvm

namespace polychrome {

struct Handler {
  llvm::Function *F = nullptr;
  model::HandlerKind Kind = model::HandlerKind::None;
  bool Strand = false; ///< runs the operations that are queued on a strand
  /// Not empty: do not analyse, the row is exclusive for this reason.
  std::string ExclusiveBecause;
};

/// Sorted by name. `Named` are the functions of -polychrome-handlers.
std::vector<Handler> discoverHandlers(llvm::Module &M, llvm::ArrayRef<std::string> Named);

/// The source names that a mangled name begins with, joined, and taken off it: "session::read"
/// of "N7session4readEv".
std::string spelledName(llvm::StringRef &Mangled);

/// Demangles once; "boost::asio::detail::..." and "asio::detail::..." alike give
/// the name without the leading "boost::". What the demangler does not understand (it has trouble
/// with lambdas in generic lambdas) comes with mangled template arguments.
std::string asioName(llvm::StringRef Mangled);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_HANDLERS_H
