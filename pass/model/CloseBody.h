//===- CloseBody.h - One body with its calls replaced -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The step of Substitute.h: the footprint of one body, given those of its callees
// as far as they are known.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_CLOSEBODY_H
#define POLYCHROME_MODEL_CLOSEBODY_H

#include "pass/model/Substitute.h"

#include <string>
#include <tuple>

namespace polychrome::model {

Footprint closeBody(const Body &B, Substitution &Whole);

/// An effect on any memory, at a call.
Effect unknownEffect(const CallSite &C, std::string Note);

/// An effect without what only explains it.
inline auto essence(const Effect &E) {
  return std::tie(E.Where, E.Size, E.How, E.Tag, E.Object, E.ObjectOffset, E.Final);
}

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_CLOSEBODY_H
