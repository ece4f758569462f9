//===- Coroutines.h - Asio's coroutines as plain functions ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// At this point of the pipeline a coroutine is one function that has not been split yet. Those
// that return an `asio::awaitable` become plain functions on the copy, in three forms:
//
//   ramp     what a call does: makes the frame, moves the parameters into it
//   awaited  all of it at once, for `co_await child(...)`: it is inlined there, so that the frames
//            of parent and child are objects of one function
//   body     all of it at once, with parameters from anywhere: what the loop resumes
//
// Where a suspension returns to is left open, so each of them is the union of all its
// fragments. Marks say where fragments begin that a handler resumes, by the type of the handler
// (resumption classes, below), and a part's effects are those that are reachable from there.
//
// What soundness rests on: an awaitable_thread's frames are one stack, in the hands of
// one operation at a time. So its fragments follow each other, and whoever resumes one claims the
// thread's entry frame. What a fragment does through attached_thread_ is to its own thread. A local
// object is the thread's own unless its address goes somewhere else than into an
// operation of Asio's that carries the thread (PointerValues::publishPosts).
//
// An operation that is awaited itself (asio::deferred) leaves the addresses of its results in the
// frame, through a pointer that it has; the coroutine finds what operations bring there.
//
// Not handled, and exclusive as before: other promise types, symmetric transfer, recursion,
// results that bring an exception_ptr along.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_COROUTINES_H
#define POLYCHROME_ANALYSIS_COROUTINES_H

#include "pass/model/Path.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/ValueMap.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

#include <set>
#include <string>
#include <vector>

namespace polychrome {

/// Who is resumed: the classes that are no type of a handler.
namespace resumed {
inline constexpr llvm::StringLiteral Start = "start";       ///< whoever has been made
inline constexpr llvm::StringLiteral Continue = "continue"; ///< who awaits what it did not make
inline constexpr llvm::StringLiteral End = "end";           ///< who has finished, to be destroyed
} // namespace resumed

/// The class as a virtual call's class.
std::string resumptionId(llvm::StringRef Class);

/// On the calls below: the class.
inline constexpr llvm::StringLiteral ResumptionAttribute = "polychrome-resumption";
/// Who is in the class runs here.
inline constexpr llvm::StringLiteral ResumeFunction = "polychrome.coroutine.resume";
/// A part of the class begins here.
inline constexpr llvm::StringLiteral PointFunction = "polychrome.coroutine.point";

/// What its argument leads to is another thread's from now on.
inline constexpr llvm::StringLiteral LaunchFunction = "polychrome.coroutine.launch";

/// The thread that resumes a coroutine, as the coroutine finds it; what operations bring to the
/// frame that they resume; the parameters of a body.
inline constexpr llvm::StringLiteral ThreadVariable = "polychrome.coroutine.thread";
inline constexpr llvm::StringLiteral FrameVariable = "polychrome.coroutine.frame";
inline constexpr llvm::StringLiteral ParametersVariable = "polychrome.coroutine.parameters";

/// On a body, whose local objects outlive an invocation.
inline constexpr llvm::StringLiteral BodyAttribute = "polychrome-coroutine-body";

/// An object that some coroutine or other shares with others.
model::Path anyCoroutines();

/// Where else than in this unit's `co_await f(...)` a coroutine is called, if at all.
enum class CalledFrom { Here, OtherUnits, Nowhere };

struct CoroutineBody {
  llvm::Function *F;     ///< the body
  std::string Coroutine; ///< the coroutine's name
  CalledFrom Called = CalledFrom::Here;
};

/// Is it a coroutine that nobody has split yet?
bool isCoroutine(const llvm::Function &F);

/// Rewrites the copy of a module, which Map leads to.
std::vector<CoroutineBody> plainCoroutines(llvm::Module &Original, llvm::Module &Copy,
                                           const llvm::ValueToValueMapTy &Map);

/// Tells the unit that defines the coroutine of that name that another one may call it.
std::string calledElsewhereId(llvm::StringRef Symbol);
/// In the class if some unit says so.
std::string resumptionIfCalledId(llvm::StringRef Symbol, llvm::StringRef Class);
/// What this unit calls, perhaps, and does not define.
std::vector<std::string> foreignCoroutines(const llvm::Module &M);

/// The classes in which parts of the flattened body are; whether those are not all.
std::set<std::string> resumptionClasses(const llvm::Function &Body, bool &Incomplete);

/// What of the flattened body may run once a part of this class has begun.
llvm::DenseSet<const llvm::Instruction *> partOf(const llvm::Function &Body, llvm::StringRef Class);

/// Is it an operation of Asio's own all the way, which nobody else sees, with the handler of an
/// awaitable at its end?
bool carriesAwaitable(llvm::StringRef Handler);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_COROUTINES_H
