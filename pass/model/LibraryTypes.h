//===- LibraryTypes.h - What the library's types are by name ----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Type names as demanglers and debug information print them, read word by word: which
// words are scalars, which are containers of libstdc++, and which of its types hold
// nothing but what their arguments name. A name that is not known here says nothing.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_LIBRARYTYPES_H
#define POLYCHROME_MODEL_LIBRARYTYPES_H

#include <functional>
#include <string_view>

namespace polychrome::model {

enum class ContainerKind {
  Vector,
  Bits,
  String,
  Buffer, ///< Boost.Beast's flat buffer: characters behind the object, never in it
  Deque,
  Nodes,
  Fields, ///< Boost.Beast's header fields
  Other   ///< no container, or not a known one
};

/// Up to the template's arguments, and without the namespaces within std.
std::string_view templateName(std::string_view Type);

ContainerKind kindOf(std::string_view Type);

/// Does what such a container leads to consist of characters?
inline bool holdsCharacters(ContainerKind K) {
  return K == ContainerKind::String || K == ContainerKind::Buffer;
}

/// Boost.Beast's: nodes that hold nothing but their links and characters.
inline constexpr std::string_view HttpFields = "boost::beast::http::basic_fields";

/// Are objects of this type read and written whole, and no storage for others?
bool isArithmetic(std::string_view Type);

/// A word of a type's text that names no class.
bool isScalar(std::string_view Word);

bool isLibrary(std::string_view Name);

/// One of the library's types that hold what their arguments name and nothing else.
bool isPlain(std::string_view Word);

/// One of the library's types whose objects own nothing in the way a container does: what
/// their arguments name lies elsewhere, if anywhere.
bool isHandle(std::string_view Word);

/// Bytes without a type in such a struct are the library's own and no place for an object: a
/// short string's characters, unless characters are storage in this program; what pads a
/// tree's comparator.
bool keepsItsBytes(std::string_view Struct, bool CharactersAreStorage);

/// A part of a std::basic_string whose elements are not characters.
bool isStringOfStructs(std::string_view Struct);

/// Calls F for each name in a type, with what follows it, until it returns true. The
/// arguments of handles are left out.
bool anyWord(std::string_view Type, const std::function<bool(std::string_view, char)> &F);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_LIBRARYTYPES_H
