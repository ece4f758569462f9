//===- LambdaColumns.h - In which column a lambda begins --------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Debug information has the line of a function, but not its column. Where a function makes
// a lambda, though, the instructions that do it are at the column of the lambda's "[": the
// stores of what it captures, and the begin of the temporary's life.
//
// For people only. Of several lambdas that one function makes in one line no column is known;
// nor of one that captures nothing, at -O0.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_LAMBDACOLUMNS_H
#define POLYCHROME_ANALYSIS_LAMBDACOLUMNS_H

#include <map>
#include <set>
#include <utility>

namespace llvm {
class DICompositeType;
class DISubprogram;
class Function;
class Module;
} // namespace llvm

namespace polychrome {

class LambdaColumns {
public:
  explicit LambdaColumns(const llvm::Module &M);

  /// Of the lambda with this call operator, or 0 if it is not known.
  unsigned of(const llvm::Function &CallOperator) const;

private:
  /// A line of a function.
  using Line = std::pair<const llvm::DISubprogram *, unsigned>;
  struct Made {
    std::set<const llvm::DICompositeType *> Lambdas;
    std::set<unsigned> Columns;
  };
  std::map<Line, Made> Lines;

  void noteColumns(const llvm::Function &Maker);
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_LAMBDACOLUMNS_H
