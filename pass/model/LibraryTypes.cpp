//===- LibraryTypes.cpp - What the library's types are by name ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/LibraryTypes.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

namespace polychrome::model {

namespace {

/// Header fields with a version and a method or status.
constexpr std::string_view HttpHeader = "boost::beast::http::header";
constexpr std::string_view FlatBuffer = "boost::beast::basic_flat_buffer";

constexpr std::string_view Scalars[] = {"bool",           "char",         "short",  "int",
                                        "long",           "float",        "double", "unsigned int",
                                        "unsigned short", "unsigned long"};

/// The library's types that hold what their arguments name and nothing else.
constexpr std::string_view Plain[] = {"pair",
                                      "tuple",
                                      "basic_string",
                                      "char_traits",
                                      "allocator",
                                      "vector",
                                      "deque",
                                      "list",
                                      "forward_list",
                                      "map",
                                      "multimap",
                                      "set",
                                      "multiset",
                                      "unordered_map",
                                      "unordered_multimap",
                                      "unordered_set",
                                      "unordered_multiset",
                                      "optional",
                                      "variant",
                                      "monostate",
                                      "array",
                                      "atomic",
                                      "less",
                                      "greater",
                                      "equal_to",
                                      "hash",
                                      "chrono::duration",
                                      "ratio"};

constexpr std::string_view Handles[] = {
    "shared_ptr",        "weak_ptr",  "enable_shared_from_this", "basic_string_view", "span",
    "reference_wrapper", "allocator", "default_delete"};

bool isOneOf(const auto &Names, std::string_view Word) {
  return std::find(std::begin(Names), std::end(Names), Word) != std::end(Names);
}

/// What follows the arguments in brackets that the text begins with.
std::string_view behindArguments(std::string_view Text) {
  std::size_t Depth = 0;
  for (std::size_t I = 0; I != Text.size(); ++I) {
    Depth += Text[I] == '<';
    if (Text[I] == '>' && --Depth == 0)
      return Text.substr(I + 1);
  }
  return {};
}

} // namespace

std::string_view templateName(std::string_view Type) {
  // Not find_first_of(): that calls memchr for every character.
  std::size_t End = 0;
  while (End != Type.size() && Type[End] != '<' && Type[End] != '#')
    ++End;
  std::string_view Name = Type.substr(0, End);
  if (!Name.starts_with("std::"))
    return Name;
  for (std::string_view Inner : {"std::__cxx11::", "std::__detail::", "std::__debug::"})
    if (Name.starts_with(Inner))
      return Name.substr(Inner.size());
  return Name.substr(5);
}

ContainerKind kindOf(std::string_view Type) {
  constexpr std::pair<std::string_view, ContainerKind> Names[] = {
      {"basic_string", ContainerKind::String},
      {"vector", ContainerKind::Vector},
      {"_Vector_base", ContainerKind::Vector},
      {"_Bvector_base", ContainerKind::Bits},
      {"deque", ContainerKind::Deque},
      {"_Deque_base", ContainerKind::Deque},
      {"_Deque_iterator", ContainerKind::Deque},
      {"list", ContainerKind::Nodes},
      {"_List_base", ContainerKind::Nodes},
      {"_List_node_base", ContainerKind::Nodes},
      {"forward_list", ContainerKind::Nodes},
      {"_Fwd_list_base", ContainerKind::Nodes},
      {"_Fwd_list_node_base", ContainerKind::Nodes},
      {"_Rb_tree", ContainerKind::Nodes},
      {"_Rb_tree_node_base", ContainerKind::Nodes},
      {"_Rb_tree_header", ContainerKind::Nodes},
      {"_Hashtable", ContainerKind::Nodes},
      {"_Hash_node_base", ContainerKind::Nodes},
      {"map", ContainerKind::Nodes},
      {"multimap", ContainerKind::Nodes},
      {"set", ContainerKind::Nodes},
      {"multiset", ContainerKind::Nodes},
      {"unordered_map", ContainerKind::Nodes},
      {"unordered_multimap", ContainerKind::Nodes},
      {"unordered_set", ContainerKind::Nodes},
      {"unordered_multiset", ContainerKind::Nodes},
      {HttpFields, ContainerKind::Fields},
      {HttpHeader, ContainerKind::Fields},
      {FlatBuffer, ContainerKind::Buffer}};
  std::string_view Name = templateName(Type);
  for (const auto &[Known, K] : Names)
    if (Name == Known)
      return K;
  return ContainerKind::Other;
}

bool isArithmetic(std::string_view Type) { return isOneOf(Scalars, Type); }

bool isScalar(std::string_view Word) {
  return Word == "unsigned" || Word == "signed" || Word == "const" || Word == "void" ||
         Word == "true" || Word == "false" || std::isdigit(static_cast<unsigned char>(Word[0])) ||
         isArithmetic(Word);
}

bool isLibrary(std::string_view Name) { return Name.starts_with("std::"); }

bool isStringOfStructs(std::string_view Struct) {
  constexpr std::string_view String = "std::__cxx11::basic_string<";
  if (!Struct.starts_with(String))
    return false;
  Struct.remove_prefix(String.size());
  for (std::string_view Character : {"char", "wchar_t", "char8_t", "char16_t", "char32_t"})
    if (Struct.starts_with(Character) &&
        (Struct[Character.size()] == '>' || Struct[Character.size()] == ','))
      return false;
  return true;
}

bool keepsItsBytes(std::string_view Struct, bool CharactersAreStorage) {
  Struct = Struct.substr(0, Struct.find('#'));
  if (Struct.starts_with("std::_Rb_tree<") && Struct.ends_with(">::_Rb_tree_impl"))
    return true;
  return !CharactersAreStorage && (Struct == "std::__cxx11::basic_string" ||
                                   Struct.starts_with("std::__cxx11::basic_string<"));
}

bool isPlain(std::string_view Word) {
  return isLibrary(Word) && isOneOf(Plain, templateName(Word));
}

bool isHandle(std::string_view Word) {
  return isLibrary(Word) && isOneOf(Handles, templateName(Word));
}

bool anyWord(std::string_view Type, const std::function<bool(std::string_view, char)> &F) {
  auto IsName = [](char C) {
    return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') || (C >= '0' && C <= '9') || C == '_' ||
           C == ':';
  };
  while (!Type.empty()) {
    std::size_t End =
        std::size_t(std::find_if_not(Type.begin(), Type.end(), IsName) - Type.begin());
    std::string_view Word = Type.substr(0, End);
    Type.remove_prefix(End ? End : 1);
    if (Word.empty())
      continue;
    if (F(Word, Type.empty() ? ' ' : Type.front()))
      return true;
    if (isHandle(Word) && Type.starts_with('<'))
      Type = behindArguments(Type);
  }
  return false;
}

} // namespace polychrome::model
