//===- SourceInfo.h - Where an instruction comes from -----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What debug information says: line tables as model::Location, the inlined-at chain
// as the call chain that led to an access, and what the programmer called a struct's
// members, which IR knows by number.
//
// All of it is for people only: no verdict depends on it. A type that cannot be told
// apart from another instantiation of its template simply keeps its offsets.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_SOURCEINFO_H
#define POLYCHROME_ANALYSIS_SOURCEINFO_H

#include "pass/model/Summary.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <string>
#include <vector>

namespace llvm {
class DILocalVariable;
class DILocation;
class DISubprogram;
class Function;
class GlobalVariable;
class Instruction;
class Module;
} // namespace llvm

namespace polychrome {

model::Location locationOf(const llvm::Instruction &I);
model::Location locationOf(const llvm::Function &F);
model::Location locationOf(const llvm::GlobalVariable &G);

/// A function's qualified name without parameters and return type; `F` may be
/// mangled. Lambdas read `::lambda`.
std::string qualifiedName(llvm::StringRef Mangled);

/// Names of functions and chains of calls, each demangled once: one small function of a
/// library's is inlined in thousands of places.
class SourceNames {
public:
  /// qualifiedName().
  const std::string &qualified(llvm::StringRef Mangled);

  /// The calls between the function that contains I and the code that I was
  /// written in, outermost first; calls within a library are left out.
  std::vector<model::Frame> callChain(const llvm::Instruction &I);

private:
  struct Name {
    llvm::StringRef Text;
    bool Library = false; ///< its calls of other functions of a library explain nothing
  };
  llvm::StringMap<std::string> Qualified;
  llvm::DenseMap<const llvm::DISubprogram *, Name> Functions;

  Name functionOf(const llvm::DILocation &L);
};

/// What debug information says of the function's parameters, in no order.
std::vector<const llvm::DILocalVariable *> parametersOf(const llvm::Function &F);

/// Leaves no debug information, but for line tables where remarks are wanted. The wrapper asks
/// clang for it where the user asked for nothing, because names and call chains are in it.
void dropDebugInfo(llvm::Module &M);

/// Drops what debuggers know of variables, which no analysis needs and every pass
/// over the private copy would carry along. What parameters are called stays with their
/// functions.
void dropVariables(llvm::Module &M);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_SOURCEINFO_H
