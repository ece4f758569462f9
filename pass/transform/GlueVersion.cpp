//===- GlueVersion.cpp - Is the glue the one that the pass knows? ----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/transform/GlueVersion.h"

#include "polychrome/abi.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

#include <optional>

using namespace llvm;

namespace polychrome {

namespace {

/// The number that the function returns.
std::optional<uint64_t> answer(const Function &F) {
  auto *Return = dyn_cast<ReturnInst>(F.back().getTerminator());
  auto *Number = Return ? dyn_cast_or_null<ConstantInt>(Return->getReturnValue()) : nullptr;
  return Number ? std::optional(Number->getZExtValue()) : std::nullopt;
}

} // namespace

void emitGlueError(Module &M, const std::string &What) {
  M.getContext().emitError("polychrome: " + M.getSourceFileName() +
                           " includes a polychrome/asio/glue.hpp that does not fit: " + What +
                           "; use the headers and the plugin of one installation");
}

bool takeGlueVersion(Module &M) {
  const Function *Complete = M.getFunction("polychrome_asio_complete");
  const bool Glue = Complete && !Complete->isDeclaration();
  Function *F = M.getFunction("polychrome_asio_version");
  std::optional<uint64_t> Version;
  if (F && !F->isDeclaration()) {
    Version = answer(*F);
    removeFromUsedLists(M, [&](Constant *C) { return C->stripPointerCasts() == F; });
    if (F->use_empty())
      F->eraseFromParent();
  }
  if (!Glue || Version == POLYCHROME_GLUE_VERSION)
    return true;
  emitGlueError(M, (Version ? "it is of version " + std::to_string(*Version)
                            : std::string("it has no version")) +
                       ", this plugin of version " + std::to_string(POLYCHROME_GLUE_VERSION));
  return false;
}

} // namespace polychrome
