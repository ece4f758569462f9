//===- EffectCollector.h - One function's effects ---------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What Effects.h promises, in four parts: accesses, calls, what the library models
// say of calls, and what is handed to the loop. Calls that only the program as a whole can follow
// become call sites.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_EFFECTCOLLECTOR_H
#define POLYCHROME_ANALYSIS_EFFECTCOLLECTOR_H

#include "pass/analysis/Models.h"
#include "pass/analysis/ObjectTypes.h"
#include "pass/analysis/PointerValues.h"
#include "pass/analysis/YoungObjects.h"

#include <set>
#include <string>

namespace llvm {
class AssumeInst;
class IntrinsicInst;
class Twine;
} // namespace llvm

namespace polychrome {

class SourceNames;
class TypeTags;

class EffectCollector {
public:
  EffectCollector(llvm::Function &F, const Flat &Copy, const Models &Lib, TypeTags &Tags,
                  SourceNames &Names);

  model::Body run();
  /// Of a coroutine's body, what is part of this class.
  model::Body run(llvm::StringRef ResumptionClass);

private:
  llvm::Function &F;
  const Flat &Copy;
  const Models &Lib;
  TypeTags &Tags;
  SourceNames &Names;
  const llvm::DataLayout &DL;
  PointerValues Values;
  ObjectTypes Types;
  YoungObjects Young;
  model::Body Out;
  std::set<model::Effect> Seen;
  std::set<model::CallSite> Once;
  bool Invokes = false;
  bool InCoroutine = false;

  // Accesses (Effects.cpp).
  void visit(llvm::Instruction &I);
  void access(const llvm::Instruction &I, const model::ValueSet &Where, std::uint64_t Size,
              model::Mode How, const model::TypeTag &Tag, llvm::StringRef Assumed = {},
              const std::string &Object = {});
  /// At the address that an operand is.
  void access(const llvm::Instruction &I, const llvm::Value *Address, std::uint64_t Size,
              model::Mode How, const model::TypeTag &Tag, llvm::StringRef Assumed = {});
  void touch(const llvm::Instruction &I, const model::ValueSet &Where, std::uint64_t Size,
             model::Mode How, const model::TypeTag &Tag, llvm::StringRef Assumed,
             const std::string &Object);
  bool isPromised(const llvm::Instruction &I, const llvm::Value *Address);
  bool isPromised(const llvm::Instruction &I, const model::Path &P);
  void cite(const llvm::Instruction &I, llvm::StringRef Promise, std::string Where);
  void emit(const llvm::Instruction &I, model::Effect E);
  void exclusive(const llvm::Instruction &I, const llvm::Twine &Why);
  bool isPrivate(const model::Path &P) const;
  bool isThreads(const model::Path &P) const;
  model::ValueSet asShared(model::ValueSet Where) const;
  model::ValueSet addressed(const llvm::Value *Address, const llvm::Instruction &I);
  model::Body run(llvm::function_ref<bool(const llvm::Instruction &)> Belongs);
  bool isConstantObject(const model::Effect &E) const;
  void noteThreadLocal(const model::Path &P);

  // Calls (EffectsOfCalls.cpp).
  void visitCall(llvm::CallBase &C);
  void visitIntrinsic(llvm::IntrinsicInst &I);
  void visitLifetime(llvm::AssumeInst &I);
  void visitUnmodelled(llvm::CallBase &C);
  bool visitVirtual(llvm::CallBase &C);
  void visitInvocation(llvm::CallBase &C);
  model::CallSite callSite(const llvm::CallBase &C);
  void addOnce(model::CallSite S);

  // What is handed to the loop (EffectsOfPosts.cpp).
  void visitNames(const llvm::Instruction &I);
  void visitPostedWords(llvm::CallBase &C);
  void addNamed(const llvm::Function &Handler, const llvm::Instruction &I, const llvm::Use &Named);
  void addPost(std::string Handler, model::ValueSet Closure);
  void addAnyPost();

  // What the models say of a call (EffectsOfModels.cpp).
  void visitModelled(llvm::CallBase &C, const Model &M);
  void noteReplaceable(llvm::CallBase &C);
  void visitModelWord(llvm::CallBase &C, const ModelEffect &E, const Model &M);
  void visitArguments(llvm::CallBase &C, const ModelEffect &E, const Model &M);
  void visitOwned(llvm::CallBase &C, const ModelEffect &E, const Model &M);
  void visitOwnedBehind(llvm::CallBase &C, const ModelEffect &E, const Model &M);
  void owned(llvm::CallBase &C, const model::ValueSet &Objects, std::uint64_t Size,
             const std::string &Class, model::Mode How, const Model &M);
  void visitFree(llvm::CallBase &C, const ModelEffect &E, const Model &M);
  void visitDescriptor(llvm::CallBase &C, const ModelEffect &E, const Model &M);
  void visitOverrides(llvm::CallBase &C, const ModelEffect &E);
  void pin(const llvm::CallBase &C, const Model &M);
  std::string callText(const llvm::CallBase &C, const Model &M) const;
  model::ValueSet argument(llvm::CallBase &C, unsigned N);
  void accessArgument(llvm::CallBase &C, unsigned N, std::uint64_t Size, model::Mode How,
                      const model::TypeTag &Tag, llvm::StringRef Assumed);
  std::uint64_t bytesAt(const llvm::CallBase &C, unsigned Arg) const;
  std::uint64_t objectSize(const llvm::CallBase &C, unsigned Arg);
};

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_EFFECTCOLLECTOR_H
