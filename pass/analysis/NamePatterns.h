//===- NamePatterns.h - Which patterns match a name -------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's glob patterns, indexed by what stands before their first wildcard: a unit
// asks for thousands of names, and few patterns begin like any of them.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_NAMEPATTERNS_H
#define POLYCHROME_ANALYSIS_NAMEPATTERNS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/GlobPattern.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace polychrome {

class NamePatterns {
public:
  llvm::Error add(llvm::StringRef Pattern, std::size_t Number);

  /// Calls Matched with the number of each pattern that matches the whole name.
  void match(llvm::StringRef Name, llvm::function_ref<void(std::size_t)> Matched) const;

private:
  struct Entry {
    std::unique_ptr<std::string> Text; ///< Glob refers to it
    llvm::GlobPattern Glob;
    std::size_t Number;
  };
  std::map<std::string, std::vector<Entry>, std::less<>> ByPrefix;
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_NAMEPATTERNS_H
