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
// Not handled: elements of nodes (a map's, a list's) are not named, so they may be of
// any type.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_CONTAINERS_H
#define POLYCHROME_MODEL_CONTAINERS_H

#include "pass/model/Types.h"

#include <string>
#include <string_view>
#include <vector>

namespace polychrome::model {

/// The element type of a container, from its implementation's type name; "" for
/// scalars, "*" where the name does not say.
std::string elementType(std::string_view Owner);

/// May pointers of this type lie outside a container, and lead into its storage?
bool maybePart(std::string_view Owner);

/// Does a container lie at Offset of an object of type Name, and not just a part of one?
bool holdsContainer(const Types &T, const std::string &Name, std::int64_t Offset);

/// Does the load, through a pointer in a node, stay within the same container?
bool staysInContainer(const Load &L);

/// May containers within the storage that Inner leads out of be like Holder's?
bool sameContainerKind(std::string_view Inner, std::string_view Holder);

/// May an object of type Name be an element, or lie in storage that elements own?
bool elementsMayLeadTo(std::string_view Owner, const std::string &Name);

/// The bytes in front of the elements in the storage that the owner leads to.
std::int64_t bytesBeforeElements(std::string_view Owner);

/// Has the path been folded after its last load, so that it stands for everything that
/// is reachable from there?
bool mayBeFolded(const Path &P);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_CONTAINERS_H
