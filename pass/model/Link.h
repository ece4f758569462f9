//===- Link.h - From records to a program -----------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Closes the call graph over all units, substitutes summaries at calls, turns
// each handler's effects into regions and compares the handlers pairwise. The
// runtime does this at startup, `polychrome matrix` offline; both call link().
//
// Fail closed: a call whose target has no summary, a recursion that does not
// converge within the depth limit, an address that is reached through more than
// one load that is not known to be owning: each becomes a coarser effect, at the
// worst an unknown one, which makes the row exclusive.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_LINK_H
#define POLYCHROME_MODEL_LINK_H

#include "pass/model/Program.h"
#include "pass/model/Records.h"

namespace polychrome::model {

/// All that a run needs, but for people. Deterministic: the result does not depend on the order
/// of the records.
Program link(const RecordSet &Records);

/// The same, with Cells and the effects' Text and Via, for people.
Program linkExplained(const RecordSet &Records);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_LINK_H
