//===- Resumed.h - Which coroutines a handler may resume --------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler of Asio's resumes the coroutine that waits for its operation: in the records, a virtual
// call whose overrides are the fragments of those that await one with such a handler. Here these
// are looked up, for names only.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_RESUMED_H
#define POLYCHROME_MODEL_RESUMED_H

#include "pass/model/Records.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace polychrome::model {

class Resumptions {
public:
  /// Refers to the records.
  explicit Resumptions(const RecordSet &Records);

  /// One summary of each coroutine that the handler may resume, in the order of their places. No
  /// more than its own code and the functions that it calls directly are looked at.
  std::vector<const FunctionSummary *> by(const std::string &Handler) const;

private:
  std::map<std::string_view, const FunctionSummary *> BySymbol;
  std::map<std::string_view, std::vector<const FunctionSummary *>> OfClass;
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_RESUMED_H
