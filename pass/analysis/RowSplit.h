//===- RowSplit.h - One row per outcome of an operation ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler whose error path does more than its common path gets a row for "the
// operation succeeded" besides the row for everything. The runtime picks it by
// reading the operation's stored error code, so it is sound only for effects that
// sit in blocks which the stored value alone rules out: we assume on a copy of
// the function that the error flag is clear, let LLVM's optimiser prove blocks
// unreachable, and drop the effects of just these blocks.
//
// Sound because: the operation object belongs to this invocation alone, so the
// value read at dispatch is the one that the handler sees; the error code's bytes
// are replaced by a private copy only if every use of them is a plain access; and
// the optimised copy decides reachability only, never which effects a block has.
//
// Not handled: other scalars than Asio's `ec_`; handlers that test the value of
// an error code instead of whether it is one.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_ROWSPLIT_H
#define POLYCHROME_ANALYSIS_ROWSPLIT_H

#include "pass/analysis/Flatten.h"
#include "pass/model/Summary.h"

namespace polychrome {

class Models;
class TypeTags;

/// The handler's rows, in the order in which dispatch tries them. F is a function
/// of Copy and may be left changed.
std::vector<model::Body> splitRows(llvm::Function &F, model::HandlerKind Kind, const Flat &Copy,
                                   const Models &Lib, TypeTags &Tags);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_ROWSPLIT_H
