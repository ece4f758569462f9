//===- ContainerLoads.h - Pointers that containers keep ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In the member functions of libstdc++'s containers, before they are inlined: which
// elements the storage has that a load's pointer leads to. The TBAA type of a node's
// links does not say what the nodes hold, and a slot of a hash table's buckets or of a
// deque's map is to TBAA any pointer; the function's own name says both.
//
// Not handled: containers other than libstdc++'s; slots of containers whose elements
// are pointers themselves, since a load of such an element looks the same;
// a deque with the program's own allocator in a unit that has only its iterators.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ANALYSIS_CONTAINERLOADS_H
#define POLYCHROME_ANALYSIS_CONTAINERLOADS_H

#include "pass/model/Summary.h"

#include <set>
#include <string>

namespace llvm {
class CallBase;
class Function;
class Instruction;
class LoadInst;
class Module;
} // namespace llvm

namespace polychrome {

/// The elements of the deques that have an allocator of the program's own.
std::set<std::string, std::less<>> dequesOfOtherAllocators(const llvm::Module &M);

/// Notes at each load and call of F, if F is part of a container with the library's
/// allocator, what that holds.
void noteContainerLoads(llvm::Function &F, const std::set<std::string, std::less<>> &OtherDeques);

/// Notes where F hands on the address of a vector's pointer, as begin() does to an iterator: if the
/// vector is an object's first member or a variable, no step leads to it once that is inlined.
void noteVectors(llvm::Function &F);

/// Notes at each load of F that it is the library's, if it is.
void noteLibraryLoads(llvm::Function &F);
bool isLibraryCode(const llvm::Instruction &I);

/// Notes the integers that F loads, stores and copies itself, if F is part of std::basic_string,
/// std::basic_string_view or std::char_traits: characters and lengths, of which nobody makes an
/// address.
void noteNumbersOfText(llvm::Function &F);
bool isNumberOfText(const llvm::Instruction &I);

/// The type that owns what the load's pointer leads to; "" if nothing says that one
/// does. Base is the load's TBAA struct type, Owns whether models call that an owner.
std::string containerOf(const llvm::LoadInst &L, const std::string &Base, bool Owns);

/// What a slot of a hash table's buckets is to the alias rules, which know it as any
/// pointer: nothing else is one. "" if I, which has this tag, is no access to a slot.
std::string bucketOf(const llvm::Instruction &I, const model::TypeTag &Tag);

/// The container of which the caller was a member before it was inlined, if that had storage
/// already; "" if it gets its first one, or there is none.
std::string growingContainer(const llvm::CallBase &C);

/// The class that the called function is a member of, as models name owners.
std::string classOf(const llvm::CallBase &C);

/// The same for a call of a modelled function of the class, which changes nodes.
std::string containerOf(const llvm::CallBase &C, std::string Class);

} // namespace polychrome

#endif // POLYCHROME_ANALYSIS_CONTAINERLOADS_H
