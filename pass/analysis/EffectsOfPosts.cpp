//===- EffectsOfPosts.cpp - What a function may hand to the loop ----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Asio's operations get the address of what completes them when they are constructed, and
// that is a function which nobody else calls: so a function that hands such an operation to
// the loop either names the handler somewhere, or the operation was there before. Library
// functions that complete what was there before say so in their models ("completes").
// Where the address of the handler is stored, there the closure is.
//
// Soundness: a name that is used in any other way is a post whose closure is not known. A
// program's own operations whose functions come out of a constant table are not seen.
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/EffectCollector.h"

#include "llvm/IR/Instructions.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace polychrome {

using model::HandlerKind;
using model::Path;
using model::Root;
using model::ValueSet;

namespace {

/// The operation whose member is at this address, if it is Asio's pointer to what completes it.
const Value *operationWith(const Value *Member) {
  auto *G = dyn_cast<GEPOperator>(Member);
  auto *S = G ? dyn_cast<StructType>(G->getSourceElementType()) : nullptr;
  return S && S->hasName() && S->getName().contains("asio::detail::scheduler_operation")
             ? G->getPointerOperand()
             : nullptr;
}

} // namespace

void EffectCollector::addPost(std::string Handler, ValueSet Closure) {
  model::Post P{std::move(Handler), std::move(Closure)};
  auto At = llvm::lower_bound(Out.Posts, P);
  if (At == Out.Posts.end() || *At != P)
    Out.Posts.insert(At, std::move(P));
}

/// Any handler at all.
void EffectCollector::addAnyPost() { addPost({}, {{}, true}); }

void EffectCollector::addNamed(const Function &Handler, const Instruction &I, const Use &Named) {
  auto It = Copy.Handlers.find(&Handler);
  // A trampoline's closure is a function object, whose maker names its handler.
  if (It == Copy.Handlers.end() || It->second == HandlerKind::Trampoline)
    return;
  auto *Call = dyn_cast<CallBase>(&I);
  if (Call && Call->isCallee(&Named))
    return;
  // Its pointer goes where polychrome_post_words() is told of it.
  if (It->second == HandlerKind::Function)
    return;
  auto *S = dyn_cast<StoreInst>(&I);
  const Value *Closure = nullptr;
  if (S && Named.getOperandNo() == 0)
    Closure = It->second == HandlerKind::Posted ? S->getPointerOperand()
                                                : operationWith(S->getPointerOperand());
  addPost(Copy.Symbols.lookup(&Handler), Closure ? Values.of(Closure) : ValueSet{{}, true});
}

/// Every handler that is named among the operands.
void EffectCollector::visitNames(const Instruction &I) {
  SmallVector<const User *, 4> Work{&I};
  while (!Work.empty())
    for (const Use &U : Work.pop_back_val()->operands()) {
      if (auto *Handler = dyn_cast<Function>(U.get()))
        addNamed(*Handler, I, U);
      else if (isa<ConstantExpr, ConstantAggregate>(U.get()))
        Work.push_back(cast<User>(U.get()));
    }
}

/// polychrome_post_words(handler, call, count, words): the words are the closure.
void EffectCollector::visitPostedWords(CallBase &C) {
  ValueSet Handlers = argument(C, 0);
  bool Known = !Handlers.Any && !Handlers.Values.empty() &&
               all_of(Handlers.Values, [](const Path &P) { return P.Kind == Root::Function; });
  if (!Known)
    return addAnyPost();
  for (const Path &P : Handlers.Values)
    addPost(P.Name, argument(C, 3));
}

} // namespace polychrome
