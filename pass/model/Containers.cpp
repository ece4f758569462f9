//===- Containers.cpp - What type names say about storage -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Containers.h"

#include "pass/model/LibraryTypes.h"
#include "pass/model/TemplateText.h"

#include <algorithm>

namespace polychrome::model {

namespace {

constexpr unsigned MaxDepth = 32;

} // namespace

std::string_view elementsOf(std::string_view Owner) {
  switch (kindOf(Owner)) {
  case ContainerKind::Vector:
  case ContainerKind::Deque:
    return templateArgument(Owner, 0);
  case ContainerKind::Nodes: {
    std::string_view Name = templateName(Owner);
    return templateArgument(Owner, Name == "_Hashtable" || Name == "_Rb_tree" ? 1 : 0);
  }
  case ContainerKind::Other: {
    // What a unique_ptr to a class leads to may be of a derived one.
    if (ownsOneObject(Owner))
      return isScalar(templateArgument(Owner, 0)) ? templateArgument(Owner, 0) : std::string_view();
    // Parts of containers that nothing is loaded from.
    constexpr std::string_view Parts[] = {"_Rb_tree_iterator",    "_Rb_tree_const_iterator",
                                          "_Hash_node",           "_List_iterator",
                                          "_List_const_iterator", "_Node_iterator_base",
                                          "_Fwd_list_iterator",   "_Fwd_list_const_iterator"};
    return std::find(std::begin(Parts), std::end(Parts), templateName(Owner)) != std::end(Parts)
               ? templateArgument(Owner, 0)
               : std::string_view();
  }
  case ContainerKind::Bits:
  case ContainerKind::String:
  case ContainerKind::Buffer:
  case ContainerKind::Fields:
    break;
  }
  return {};
}

bool hasUsualAllocator(std::string_view Type) {
  constexpr std::pair<std::string_view, unsigned> Places[] = {
      {"vector", 1},           {"_Vector_base", 1}, {"_Bvector_base", 1}, {"deque", 1},
      {"_Deque_base", 1},      {"list", 1},         {"_List_base", 1},    {"forward_list", 1},
      {"_Fwd_list_base", 1},   {"_Rb_tree", 4},     {"basic_string", 2},  {"_Hashtable", 2},
      {"_Hashtable_alloc", 0}, {"_Map_base", 2}};
  for (auto [Name, Argument] : Places)
    if (isLibrary(Type) && templateName(Type) == Name && Type.find('<') != Type.npos)
      return templateArgument(Type, Argument).starts_with("std::allocator<");
  return true;
}

bool elementsHoldBytes(std::string_view Owner) {
  const std::string_view Elements = elementsOf(Owner);
  constexpr std::string_view Bytes[] = {"unsigned char", "std::byte", "vector<char", "array<char",
                                        "deque<char"};
  return std::any_of(std::begin(Bytes), std::end(Bytes), [&](std::string_view B) {
    return Elements != B && Elements.find(B) != Elements.npos;
  });
}

bool leadsNowhere(std::string_view Owner) {
  if (holdsCharacters(kindOf(Owner)) || kindOf(Owner) == ContainerKind::Fields)
    return true;
  std::string_view Elements = elementsOf(Owner);
  return !Elements.empty() && !elementsHoldBytes(Owner) &&
         Elements.find_first_of("*&(") == Elements.npos &&
         !anyWord(Elements, [](std::string_view Word, char) {
           return !isScalar(Word) && !(isLibrary(Word) && isPlain(Word));
         });
}

bool elementsOwnNothing(std::string_view Owner) {
  // A deque's slots, which have the same name, lead to its elements.
  if (kindOf(Owner) != ContainerKind::Vector)
    return false;
  constexpr std::string_view Classes[] = {"std::pair",
                                          "std::tuple",
                                          "std::array",
                                          "std::optional",
                                          "std::basic_string_view",
                                          "std::span",
                                          "std::reference_wrapper",
                                          "boost::asio::const_buffer",
                                          "boost::asio::mutable_buffer"};
  const std::string_view Element = elementsOf(Owner);
  return Element.ends_with("*") ||
         (!Element.empty() && !anyWord(Element, [&](std::string_view Word, char Next) {
           return !isScalar(Word) && Next != '*' &&
                  std::find(std::begin(Classes), std::end(Classes), Word) == std::end(Classes);
         }));
}

bool liesInPlace(std::string_view Owner) {
  return kindOf(Owner) == ContainerKind::Nodes || kindOf(Owner) == ContainerKind::String ||
         kindOf(Owner) == ContainerKind::Fields;
}

std::optional<std::pair<std::int64_t, std::int64_t>>
containerAt(const Types &T, const std::string &Name, std::int64_t Offset) {
  std::string Type = Name;
  std::int64_t Base = 0;
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    const TypeLayout *L = T.layout(Type);
    if (!L)
      break;
    if (kindOf(Type) != ContainerKind::Other)
      return maybePart(Type) ? std::nullopt
                             : std::optional(std::pair{Base, Base + std::int64_t(L->Size)});
    auto M = std::find_if(L->Members.begin(), L->Members.end(), [&](const Member &X) {
      return Base + std::int64_t(X.Offset) <= Offset &&
             Offset < Base + std::int64_t(X.Offset + X.Size);
    });
    if (M == L->Members.end() || M->Type.empty())
      break;
    Base += std::int64_t(M->Offset);
    if (M->Type == "*")
      return std::pair{Base, Base + std::int64_t(M->Size)};
    Type = M->Type;
    if (const TypeLayout *Element = T.layout(Type); Element && Element->Size)
      Base += (Offset - Base) / std::int64_t(Element->Size) * std::int64_t(Element->Size);
  }
  return std::nullopt;
}

std::string elementType(std::string_view Owner) {
  if (ownsOneObject(Owner) && !elementsOf(Owner).empty())
    return "";
  if (holdsCharacters(kindOf(Owner)))
    return "";
  // Nodes hold more than their first argument, and bits are in words.
  if (kindOf(Owner) != ContainerKind::Vector && kindOf(Owner) != ContainerKind::Deque)
    return "*";
  std::string Element(templateArgument(Owner, 0));
  // Pointers and arithmetic types are scalars; unsigned char and std::byte arrays may
  // provide storage for anything.
  if (Element.empty() || Element == "unsigned char" || Element == "std::byte")
    return "*";
  if (isArithmetic(Element))
    return "";
  return Element.ends_with("*") ? std::string() : Element;
}

bool ownsOneObject(std::string_view Owner) {
  return templateName(Owner) == "unique_ptr" || templateName(Owner) == "__uniq_ptr_impl";
}

bool holdsBytes(std::string_view Owner) {
  constexpr std::string_view Bytes[] = {"char",         "unsigned char", "signed char",
                                        "std::byte",    "char []",       "unsigned char []",
                                        "std::byte []", "char[]",        "unsigned char[]",
                                        "std::byte[]"};
  return kindOf(Owner) == ContainerKind::String ||
         ((kindOf(Owner) == ContainerKind::Vector || kindOf(Owner) == ContainerKind::Deque ||
           ownsOneObject(Owner)) &&
          std::find(std::begin(Bytes), std::end(Bytes), templateArgument(Owner, 0)) !=
              std::end(Bytes));
}

bool holdsText(std::string_view Owner) {
  constexpr std::string_view Characters[] = {"char", "wchar_t", "char8_t", "char16_t", "char32_t"};
  return kindOf(Owner) == ContainerKind::String &&
         std::find(std::begin(Characters), std::end(Characters), templateArgument(Owner, 0)) !=
             std::end(Characters);
}

bool mayHoldPointers(std::string_view Owner) {
  if (holdsCharacters(kindOf(Owner)))
    return true;
  constexpr std::string_view Words[] = {"char", "byte", "std::byte", "long"};
  std::string Elements(elementsOf(Owner));
  constexpr std::string_view String = "basic_string<";
  for (std::size_t At; (At = Elements.find(String)) != Elements.npos;) {
    std::size_t End = At + String.size();
    for (unsigned Depth = 1; Depth != 0 && End != Elements.size(); ++End)
      Depth += (Elements[End] == '<') - (Elements[End] == '>');
    Elements.erase(At, End - At);
  }
  return anyWord(Elements, [&](std::string_view Word, char) {
    return std::find(std::begin(Words), std::end(Words), Word) != std::end(Words);
  });
}

bool maybePart(std::string_view Owner) {
  std::string_view Name = templateName(Owner);
  return Name == "_Deque_iterator" || Name.ends_with("_node_base");
}

bool isNode(std::string_view Name) {
  return isLibrary(Name) && templateName(Name).starts_with("_") &&
         templateName(Name).find("_node") != Name.npos;
}

bool holdsContainer(const Types &T, const std::string &Name, std::int64_t Offset) {
  std::string Type = Name;
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    if (maybePart(Type))
      return false;
    if (kindOf(Type) != ContainerKind::Other)
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

bool linksNodes(const Load &Last, std::int64_t Offset, std::string_view Owner) {
  return kindOf(Last.Owner) == ContainerKind::Nodes && !elementsOf(Owner).empty() &&
         elementsOf(Last.Owner) == elementsOf(Owner) && Offset != UnknownOffset &&
         Offset < bytesBeforeElements(Owner);
}

bool leadsToNodes(std::string_view Slots, std::string_view Nodes) {
  return templateName(Slots) == "_Hashtable" && templateName(Nodes) == "_Hash_node_base" &&
         !elementsOf(Nodes).empty() && elementsOf(Slots) == elementsOf(Nodes);
}

bool sameContainerKind(std::string_view Inner, std::string_view Holder) {
  ContainerKind A = kindOf(Inner), B = kindOf(Holder);
  return A == B || A == ContainerKind::Other || B == ContainerKind::Other;
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
