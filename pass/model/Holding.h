//===- Holding.h - What a container's elements have in them -----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// May an object of one type lie in storage that a container of another type leads to: as an
// element, in one, or in what one owns in turn? The container's name says what its elements
// are, the layouts what is in a class, and the text of a member of the library's types what
// that holds.
//
// Soundness: what is not known may hold anything. A std::unique_ptr to a class that has
// virtual functions may lead to an object of a derived class; without them deleting one
// through it is undefined.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_HOLDING_H
#define POLYCHROME_MODEL_HOLDING_H

#include "pass/model/LibraryTypes.h"
#include "pass/model/Types.h"

#include <string>
#include <string_view>
#include <vector>

namespace polychrome::model {

/// The classes that a type's text mentions, the library's apart.
std::vector<std::string> classesIn(std::string_view Text);

/// What the storage of such an owner holds, as text; empty if that is not known.
std::string_view heldBy(std::string_view Owner);

/// May an element have an object of the struct type Name in it, or own one?
bool elementsMayHold(const Types &T, std::string_view Owner, const std::string &Name);

/// May a container of Holder's kind, in an object of type Name ("" if not known), lie in an
/// element or in storage that elements own?
bool elementsMayContain(const Types &T, std::string_view Owner, ContainerKind Holder,
                        const std::string &Name);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_HOLDING_H
