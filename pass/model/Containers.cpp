//===- Containers.cpp - What type names say about storage -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Containers.h"

#include <algorithm>
#include <cctype>

namespace polychrome::model {

namespace {

constexpr unsigned MaxDepth = 32;
/// Between the name of a struct and the hash of its layout.
constexpr char LayoutMark = '#';

/// Up to the template's arguments, and without the namespace of the new string's ABI.
std::string_view templateName(std::string_view Type) {
  std::string_view Name = Type.substr(0, Type.find_first_of("<#"));
  for (std::string_view Inner : {"std::__cxx11::", "std::__detail::", "std::__debug::"})
    if (Name.starts_with(Inner))
      return Name.substr(Inner.size());
  return Name.starts_with("std::") ? Name.substr(5) : Name;
}

std::string_view argument(std::string_view Type, unsigned Number) {
  std::size_t Begin = Type.find('<');
  if (Begin == Type.npos)
    return {};
  std::size_t Depth = 0, End = ++Begin;
  for (; End != Type.size(); ++End) {
    if (Type[End] == '<' || Type[End] == '(')
      ++Depth;
    else if ((Type[End] == '>' || Type[End] == ')') && !Depth--)
      break;
    else if (Type[End] == '>' || Type[End] == ')')
      continue;
    else if (Type[End] == ',' && !Depth) {
      if (!Number--)
        break;
      Begin = End + 2;
    }
  }
  return Begin < End ? Type.substr(Begin, End - Begin) : std::string_view();
}

constexpr std::string_view Scalars[] = {"bool",           "char",         "short",  "int",
                                        "long",           "float",        "double", "unsigned int",
                                        "unsigned short", "unsigned long"};

/// Does a type's name consist of the library's types and scalars alone?
bool namesLibraryOnly(std::string_view Type) {
  Type = Type.substr(0, Type.find(LayoutMark));
  auto IsName = [](char C) {
    return std::isalnum(static_cast<unsigned char>(C)) || C == '_' || C == ':';
  };
  while (!Type.empty()) {
    std::size_t End =
        std::size_t(std::find_if_not(Type.begin(), Type.end(), IsName) - Type.begin());
    std::string_view Word = Type.substr(0, End);
    Type.remove_prefix(std::max<std::size_t>(End, 1));
    bool Scalar = Word == "unsigned" || Word == "const" ||
                  std::find(std::begin(Scalars), std::end(Scalars), Word) != std::end(Scalars);
    if (!Word.empty() && !Scalar && !Word.starts_with("std::") &&
        !std::isdigit(static_cast<unsigned char>(Word[0])))
      return false;
  }
  return true;
}

enum class Kind { Vector, Bits, String, Deque, Nodes, Other };

Kind kindOf(std::string_view Type) {
  constexpr std::pair<std::string_view, Kind> Names[] = {{"basic_string", Kind::String},
                                                         {"vector", Kind::Vector},
                                                         {"_Vector_base", Kind::Vector},
                                                         {"_Bvector_base", Kind::Bits},
                                                         {"deque", Kind::Deque},
                                                         {"_Deque_base", Kind::Deque},
                                                         {"_Deque_iterator", Kind::Deque},
                                                         {"list", Kind::Nodes},
                                                         {"_List_base", Kind::Nodes},
                                                         {"_List_node_base", Kind::Nodes},
                                                         {"forward_list", Kind::Nodes},
                                                         {"_Fwd_list_base", Kind::Nodes},
                                                         {"_Fwd_list_node_base", Kind::Nodes},
                                                         {"_Rb_tree", Kind::Nodes},
                                                         {"_Rb_tree_node_base", Kind::Nodes},
                                                         {"_Rb_tree_header", Kind::Nodes},
                                                         {"_Hashtable", Kind::Nodes},
                                                         {"_Hash_node_base", Kind::Nodes},
                                                         {"map", Kind::Nodes},
                                                         {"multimap", Kind::Nodes},
                                                         {"set", Kind::Nodes},
                                                         {"multiset", Kind::Nodes},
                                                         {"unordered_map", Kind::Nodes},
                                                         {"unordered_multimap", Kind::Nodes},
                                                         {"unordered_set", Kind::Nodes},
                                                         {"unordered_multiset", Kind::Nodes}};
  std::string_view Name = templateName(Type);
  for (const auto &[Known, K] : Names)
    if (Name == Known)
      return K;
  return Kind::Other;
}

} // namespace

std::string elementType(std::string_view Owner) {
  if (kindOf(Owner) == Kind::String)
    return "";
  // Nodes hold more than their first argument, and bits are in words.
  if (kindOf(Owner) != Kind::Vector && kindOf(Owner) != Kind::Deque)
    return "*";
  std::string Element(argument(Owner, 0));
  // Pointers and arithmetic types are scalars; unsigned char and std::byte arrays may
  // provide storage for anything.
  if (Element.empty() || Element == "unsigned char" || Element == "std::byte")
    return "*";
  if (std::find(std::begin(Scalars), std::end(Scalars), Element) != std::end(Scalars))
    return "";
  return Element.ends_with("*") ? std::string() : Element;
}

bool maybePart(std::string_view Owner) {
  std::string_view Name = templateName(Owner);
  return Name == "_Deque_iterator" || Name.ends_with("_node_base");
}

bool holdsContainer(const Types &T, const std::string &Name, std::int64_t Offset) {
  std::string Type = Name;
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    if (maybePart(Type))
      return false;
    if (kindOf(Type) != Kind::Other)
      return true;
    const TypeLayout *L = T.layout(Type);
    if (!L)
      return false;
    auto M = std::find_if(L->Members.begin(), L->Members.end(), [&](const Member &X) {
      return std::int64_t(X.Offset) <= Offset && Offset < std::int64_t(X.Offset + X.Size);
    });
    if (M == L->Members.end() || M->Type.empty() || M->Type == "*")
      return false;
    Offset -= std::int64_t(M->Offset);
    Type = M->Type;
    // An array's elements follow each other.
    if (const TypeLayout *Element = T.layout(Type); Element && Element->Size)
      Offset %= std::int64_t(Element->Size);
  }
  return false;
}

bool staysInContainer(const Load &L) {
  return bytesBeforeElements(L.Owner) != 0 && L.Offset != UnknownOffset &&
         L.Offset < bytesBeforeElements(L.Owner);
}

bool sameContainerKind(std::string_view Inner, std::string_view Holder) {
  Kind A = kindOf(Inner), B = kindOf(Holder);
  return A == B || A == Kind::Other || B == Kind::Other;
}

bool elementsMayLeadTo(std::string_view Owner, const std::string &Name) {
  std::string_view Element = kindOf(Owner) == Kind::Vector || kindOf(Owner) == Kind::Deque
                                 ? argument(Owner, 0)
                             : templateName(Owner) == "_Hashtable" ? argument(Owner, 1)
                                                                   : std::string_view();
  return Element.empty() || !namesLibraryOnly(Element) || Name.empty() || namesLibraryOnly(Name);
}

std::int64_t bytesBeforeElements(std::string_view Owner) {
  std::string_view Name = templateName(Owner);
  if (Name == "_List_node_base")
    return 16;
  if (Name == "_Rb_tree_node_base")
    return 32;
  return Name == "_Hash_node_base" || Name == "_Fwd_list_node_base" ? 8 : 0;
}

bool mayBeFolded(const Path &P) {
  return P.Offset == UnknownOffset && !P.Loads.empty() &&
         !elementType(P.Loads.back().Owner).empty();
}

} // namespace polychrome::model
