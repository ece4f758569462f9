//===- Conflict.h - May two effects meet? -----------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bit 1 (context) between two keyed effects: the runtime compares the keys'
// actual byte ranges, so here it is enough that they may overlap. Bit 0 in every
// other case where the two may denote the same bytes: the same global or
// resource, some object of a type, an owned storage reached from outside.
//
// Storages of different owners never meet (that is what owning means), unless one owner
// lies in the other's storage; an owned storage meets other addresses only where the
// types allow it.
//
// Assumption: char arrays that a container of chars owns hold no structs; those of
// unsigned char and std::byte may.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_CONFLICT_H
#define POLYCHROME_MODEL_CONFLICT_H

#include "pass/model/Program.h"
#include "pass/model/Types.h"

namespace polychrome::model {

/// The bit that a pair of effects of two concurrent invocations sets, if any.
CellBits conflict(const HandlerEffect &A, const HandlerEffect &B, const Types &T);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_CONFLICT_H
