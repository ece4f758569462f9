//===- Containers.h - What type names say about storage ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A load that owns what it leads to names the type that it was loaded from: part of a
// container's implementation (libstdc++). From that name: what the elements are, and
// whether the place it was loaded from is the container itself. A list's node and a
// deque's iterator lead into storage too, but it is the storage of some container.
//
// A node's name is followed by its elements' where the code that follows its links said
// what they are (ContainerLoads). Where it did not, they may be of any type.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_CONTAINERS_H
#define POLYCHROME_MODEL_CONTAINERS_H

#include "pass/model/Types.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polychrome::model {

/// The element type of a container, as the name has it; empty if it does not say.
std::string_view elementsOf(std::string_view Owner);

/// Has the container, as far as its name says, the library's allocator? Another one may
/// take storage from where others reach it.
bool hasUsualAllocator(std::string_view Type);

/// Do the elements have bytes in them in which objects may be made: a vector of arrays of bytes?
bool elementsHoldBytes(std::string_view Owner);

/// Does storage of this owner, with all that it owns in turn, lead nowhere else?
bool leadsNowhere(std::string_view Owner);

/// Are they a vector's elements, and pointers, or made of nothing but pointers and numbers, so that
/// none owns storage in turn?
bool elementsOwnNothing(std::string_view Owner);

/// The element type of a container, from its implementation's type name; "" for
/// scalars, "*" where the name does not say.
std::string elementType(std::string_view Owner);

/// Is the owner a smart pointer, whose object others may know of?
bool ownsOneObject(std::string_view Owner);

/// May pointers of this type lie outside a container, and lead into its storage?
bool maybePart(std::string_view Owner);

/// Does it own characters or bytes, in which programs put structs?
bool holdsBytes(std::string_view Owner);

/// Is it a string of a character type, not of bytes?
bool holdsText(std::string_view Owner);

/// Are there numbers or bytes in the elements, outside of strings in them, of which a program
/// may make pointers?
bool mayHoldPointers(std::string_view Owner);

/// Is it the type of a container's nodes, or what they begin with?
bool isNode(std::string_view Name);

/// Does a container lie at Offset of an object of type Name, and not just a part of one?
bool holdsContainer(const Types &T, const std::string &Name, std::int64_t Offset);

/// Does the load, through a pointer in a node, stay within the same container?
bool staysInContainer(const Load &L);

/// May containers within the storage that Inner leads out of be like Holder's?
bool sameContainerKind(std::string_view Inner, std::string_view Holder);

/// May part of what the pointers in the container lead to lie in the container itself: a
/// short string's characters, the node before a list's first one?
bool liesInPlace(std::string_view Owner);

/// The bytes of the container of which a pointer lies at Offset of an object of type Name,
/// or of the untyped storage that it lies in.
std::optional<std::pair<std::int64_t, std::int64_t>>
containerAt(const Types &T, const std::string &Name, std::int64_t Offset);

/// Does a load through Owner at Offset of what Last leads to lead from node to node of one
/// container?
bool linksNodes(const Load &Last, std::int64_t Offset, std::string_view Owner);

/// Do the slots of a hash table's buckets, Slots being who owns these, lead to its nodes?
bool leadsToNodes(std::string_view Slots, std::string_view Nodes);

/// The bytes in front of the elements in the storage that the owner leads to.
std::int64_t bytesBeforeElements(std::string_view Owner);

/// Has the path been folded after its last load, so that it stands for everything that
/// is reachable from there?
bool mayBeFolded(const Path &P);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_CONTAINERS_H
