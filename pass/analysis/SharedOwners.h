//===- SharedOwners.h - Which objects a std::shared_ptr may own -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The last release of a shared_ptr runs a virtual function of its control block, and
// every make_shared of the program overrides it. A shared_ptr<T> can have only those
// control blocks that reached it: one of its constructors made it, or it came out of a
// shared_ptr or weak_ptr of another type, which the names of its member functions tell.
// Each unit publishes such steps (model::OwnerFlow); a release names the T of its class.
//
// Soundness: libstdc++ passes control blocks on only within member functions of these
// templates, through std::__shared_count and __weak_count. A member that gets one from
// code of no such class may have any. Reinterpreting a shared_ptr<A> as a shared_ptr<B>
// is undefined; units that are allowed to (-fno-strict-aliasing) publish that anything
// may be anywhere. Types of one name in two units are taken to be one.
//
// Not handled: std::atomic<std::shared_ptr>, whose releases name no class and have every
// override.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_SHAREDOWNERS_H
#define POLYCHROME_ANALYSIS_SHAREDOWNERS_H

#include "pass/model/Summary.h"

#include <string>
#include <vector>

namespace llvm {
class CallBase;
class Function;
class Module;
} // namespace llvm

namespace polychrome {

/// The steps that the unit's code may take, sorted.
std::vector<model::OwnerFlow> ownerFlows(const llvm::Module &M, bool StrictAliasing);

/// Gives the members of shared_ptr and weak_ptr copies of their own of the functions that
/// let go of a count, so that the release there tells the class. Returns the copies.
std::vector<llvm::Function *> separateReleases(llvm::Module &M);

/// The T of the shared_ptr or weak_ptr that this call lets go of; empty if not known.
std::string releasedBy(const llvm::CallBase &C);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_SHAREDOWNERS_H
