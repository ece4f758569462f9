//===- CoroutineRewriter.h - Makes coroutines plain -*- C++ -*- ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parts of Coroutines.h's plainCoroutines(): coroutines and what awaits them
// (Coroutines.cpp), and what Asio does with frames and threads (CoroutineLibrary.cpp).
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_COROUTINEREWRITER_H
#define POLYCHROME_ANALYSIS_COROUTINEREWRITER_H

#include "pass/analysis/Coroutines.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"

#include <map>

namespace polychrome {

/// "asio::awaitable" of "class.boost::asio::awaitable.8".
llvm::StringRef className(const llvm::Type *T);

inline bool isAwaitable(const llvm::Type *T) { return className(T) == "asio::awaitable"; }

/// Of an awaitable?
bool isDestructor(const llvm::CallBase &Call);

/// Rewrites one copy.
class CoroutineRewriter {
public:
  explicit CoroutineRewriter(llvm::Module &Mod)
      : M(Mod), C(Mod.getContext()), Ptr(llvm::PointerType::getUnqual(C)) {}

  std::vector<CoroutineBody> run();
  CalledFrom calledFrom(const llvm::Function &Original, const llvm::ValueToValueMapTy &Map);

private:
  enum class Form { Ramp, Awaited, Whole };

  llvm::Module &M;
  llvm::LLVMContext &C;
  llvm::PointerType *Ptr;
  std::vector<llvm::Function *> Coroutines;
  std::map<llvm::Function *, llvm::Function *>
      Awaited; ///< of coroutines, and of what forwards their frames
  std::map<std::string, llvm::Function *> Pumps;
  std::map<llvm::Function *, llvm::Function *> Results;

  llvm::GlobalVariable *variable(llvm::StringRef Name);
  llvm::CallInst *mark(llvm::Instruction *Before, llvm::StringRef Callee, llvm::StringRef Class);
  void rewriteBody(llvm::Function &F,
                   llvm::function_ref<void(llvm::IRBuilder<> &, llvm::Function &)> Build);
  void rewriteLibrary();
  void rewriteDestructor(llvm::Function &F, llvm::StringRef Name);
  void rewriteHandler(llvm::Function &F, llvm::StringRef Class);
  void rewriteOperationHandler(llvm::Function &F, llvm::StringRef Class);
  llvm::CallBase *handlerOf(llvm::Function &Suspend);
  void rewriteOperation(llvm::Function &Suspend);
  llvm::Function *pump(llvm::Function &Original, llvm::StringRef Class);
  llvm::Function *awaitedForm(llvm::Function &F);
  bool forwards(llvm::Function &F, llvm::SmallVectorImpl<llvm::CallBase *> &Calls);
  void rewriteAwaits(llvm::Function &F);
  void rewriteAwait(llvm::CallBase &Transform);
  llvm::Function *resultForm(llvm::Function &F);
  void makePlain(llvm::Function &F, Form As);
  void markWhole(llvm::Function &F);
  void fillFrame(llvm::Function &F, llvm::Instruction *Begin, llvm::Value *Memory, Form As);
  llvm::Function *body(llvm::Function &Coroutine, llvm::Function &Whole);
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_COROUTINEREWRITER_H
