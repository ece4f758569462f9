//===- Matrix.h - Rows compared with each other -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The matrix of a program's rows and what dispatch has to claim for each, which is all
// that a run needs; and, for people, which effects set the bits of each cell.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_MATRIX_H
#define POLYCHROME_MODEL_MATRIX_H

#include "pass/model/Program.h"
#include "pass/model/Types.h"

namespace polychrome::model {

/// Fills Matrix, and the rows' Claims.
void fillMatrix(Program &P, const Types &T);

/// Fills Cells: those that are not 00, and enough reasons to explain each.
void explainCells(Program &P, const Types &T);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_MATRIX_H
