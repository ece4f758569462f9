//===- Regions.h - A handler's effects as regions and claims ----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Places each effect of a closed footprint in one of the kinds of Region. The
// invocation's own closure is private. One load from it gives a key: a pointer
// that dispatch can read, since nobody else writes the closure. Storage that a
// container member of the keyed object owns is named by that member. Whatever is
// further away is "some object of that type".
//
// Soundness of keys: the closure's pointer must still be the one read at dispatch
// when the handler uses it, so a slot that the handler itself may rebind is no
// key.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_REGIONS_H
#define POLYCHROME_MODEL_REGIONS_H

#include "pass/model/Program.h"
#include "pass/model/Substitute.h"
#include "pass/model/Types.h"

namespace polychrome::model {

/// Fills Effects, Keys, Queue, Exclusive, Pinned and Why of a row of F.
void placeEffects(Footprint P, const PathTable &Paths, const FunctionSummary &F, const Types &T,
                  Telling How, Row &Into);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_REGIONS_H
