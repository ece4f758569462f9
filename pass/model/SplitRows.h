//===- SplitRows.h - Rows by outcome, where they matter ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler whose summary has a body for each outcome gets a row for each. Where the
// rows conflict with the same handlers in the same way, telling them apart is of no use
// to anybody, and the last one, which is of every outcome, stands for all.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_SPLITROWS_H
#define POLYCHROME_MODEL_SPLITROWS_H

#include "pass/model/Program.h"

namespace polychrome::model {

/// Removes rows that differ from their entry's last one in no cell. Rows, matrix and
/// entries are renumbered; Cells are to be made afterwards.
void joinEqualRows(Program &P);

/// Adds the outcome to the names of the rows that are one of several.
void nameOutcomes(Program &P);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_SPLITROWS_H
