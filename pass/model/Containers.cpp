//===- Containers.cpp - What type names say about storage -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Containers.h"

#include "pass/model/TemplateText.h"

#include <algorithm>
#include <cctype>

namespace polychrome::model {

namespace {

constexpr unsigned MaxDepth = 32;

/// Up to the template's arguments, and without the namespace of the new string's ABI.
std::string_view templateName(std::string_view Type) {
  std::string_view Name = Type.substr(0, Type.find_first_of("<#"));
  for (std::string_view Inner : {"std::__cxx11::", "std::__detail::", "std::__debug::"})
    if (Name.starts_with(Inner))
      return Name.substr(Inner.size());
  return Name.starts_with("std::") ? Name.substr(5) : Name;
}

constexpr std::string_view Scalars[] = {"bool",           "char",         "short",  "int",
                                        "long",           "float",        "double", "unsigned int",
                                        "unsigned short", "unsigned long"};

bool isScalar(std::string_view Word) {
  return Word == "unsigned" || Word == "signed" || Word == "const" || Word == "void" ||
         Word == "true" || Word == "false" || std::isdigit(static_cast<unsigned char>(Word[0])) ||
         std::find(std::begin(Scalars), std::end(Scalars), Word) != std::end(Scalars);
}

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
                                      "less",
                                      "greater",
                                      "equal_to",
                                      "hash",
                                      "chrono::duration",
                                      "ratio"};

bool isPlain(std::string_view Word) {
  return std::find(std::begin(Plain), std::end(Plain), templateName(Word)) != std::end(Plain);
}

/// Calls F for each name in a type and what follows it, until it returns true.
template <typename Fn> bool anyWord(std::string_view Type, Fn F) {
  auto IsName = [](char C) {
    return std::isalnum(static_cast<unsigned char>(C)) || C == '_' || C == ':';
  };
  while (!Type.empty()) {
    std::size_t End =
        std::size_t(std::find_if_not(Type.begin(), Type.end(), IsName) - Type.begin());
    std::string_view Word = Type.substr(0, End);
    Type.remove_prefix(End ? End : 1);
    if (!Word.empty() && F(Word, Type.empty() ? ' ' : Type.front()))
      return true;
  }
  return false;
}

bool isLibrary(std::string_view Name) { return Name.starts_with("std::"); }

/// Boost.Beast's: nodes that hold nothing but their links and characters.
constexpr std::string_view HttpFields = "boost::beast::http::basic_fields";
/// The same with a version and a method or status.
constexpr std::string_view HttpHeader = "boost::beast::http::header";
/// Characters behind the object, never in it.
constexpr std::string_view FlatBuffer = "boost::beast::basic_flat_buffer";

enum class Kind { Vector, Bits, String, Buffer, Deque, Nodes, Fields, Other };

bool holdsCharacters(Kind K) { return K == Kind::String || K == Kind::Buffer; }

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
                                                         {"unordered_multiset", Kind::Nodes},
                                                         {HttpFields, Kind::Fields},
                                                         {HttpHeader, Kind::Fields},
                                                         {FlatBuffer, Kind::Buffer}};
  std::string_view Name = templateName(Type);
  for (const auto &[Known, K] : Names)
    if (Name == Known)
      return K;
  return Kind::Other;
}

} // namespace

std::string_view elementsOf(std::string_view Owner) {
  switch (kindOf(Owner)) {
  case Kind::Vector:
  case Kind::Deque:
    return templateArgument(Owner, 0);
  case Kind::Nodes: {
    std::string_view Name = templateName(Owner);
    return templateArgument(Owner, Name == "_Hashtable" || Name == "_Rb_tree" ? 1 : 0);
  }
  case Kind::Other: {
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
  case Kind::Bits:
  case Kind::String:
  case Kind::Buffer:
  case Kind::Fields:
    break;
  }
  return {};
}

bool leadsNowhere(std::string_view Owner) {
  if (holdsCharacters(kindOf(Owner)) || kindOf(Owner) == Kind::Fields)
    return true;
  std::string_view Elements = elementsOf(Owner);
  return !Elements.empty() && Elements.find_first_of("*&(") == Elements.npos &&
         !anyWord(Elements, [](std::string_view Word, char) {
           return !isScalar(Word) && !(isLibrary(Word) && isPlain(Word));
         });
}

std::vector<std::string> classesIn(std::string_view Elements) {
  std::vector<std::string> Out;
  anyWord(Elements, [&](std::string_view Word, char) {
    if (!isScalar(Word) && !isLibrary(Word))
      Out.push_back(std::string(Word));
    return false;
  });
  return Out;
}

namespace {

/// May an object of the type that Word names have one of type Name in it?
bool wordMayHold(const Types &T, std::string_view Word, char Next, const std::string &Name) {
  if (isScalar(Word) || Next == '*')
    return false;
  if (!isLibrary(Word))
    return Next == '<' || T.classMayHold(std::string(Word), Name);
  if (!isPlain(Word))
    return true;
  // Containers have parts, but those only of their own kind.
  return isLibrary(Name) && (kindOf(Name) == Kind::Other || kindOf(Name) == kindOf(Word));
}

} // namespace

bool elementsMayHold(const Types &T, std::string_view Owner, const std::string &Name) {
  // Control blocks are allocations of their own.
  if (templateName(Name).starts_with("_Sp_counted_"))
    return false;
  std::string_view Elements = elementsOf(Owner);
  if (holdsCharacters(kindOf(Owner)))
    return false;
  if (kindOf(Owner) == Kind::Fields)
    return Name.empty() || Name == "*" || Name.starts_with(HttpFields) ||
           Name.starts_with("boost::intrusive::");
  return Elements.empty() || Name.empty() || Name == "*" || (isLibrary(Name) && maybePart(Name)) ||
         anyWord(Elements, [&](std::string_view Word, char Next) {
           return wordMayHold(T, Word, Next, Name);
         });
}

bool elementsMayContain(const Types &T, std::string_view Owner, std::string_view Holder,
                        const std::string &Name) {
  if (holdsCharacters(kindOf(Owner)) || kindOf(Owner) == Kind::Fields)
    return false;
  std::string_view Elements = elementsOf(Owner);
  // Control blocks, and objects made with them, are allocations of their own.
  if (templateName(Name).starts_with("_Sp_counted_"))
    return false;
  // A container of a library's or unknown type may be an element itself.
  bool Bare = Name.empty() || isLibrary(Name);
  return Elements.empty() || anyWord(Elements, [&](std::string_view Word, char Next) {
           if (!Bare)
             return wordMayHold(T, Word, Next, Name);
           return Next != '*' && !isScalar(Word) &&
                  (!isLibrary(Word) || !isPlain(Word) || kindOf(Holder) == Kind::Other ||
                   kindOf(Holder) == kindOf(Word));
         });
}

bool liesInPlace(std::string_view Owner) {
  return kindOf(Owner) == Kind::Nodes || kindOf(Owner) == Kind::String ||
         kindOf(Owner) == Kind::Fields;
}

std::optional<std::pair<std::int64_t, std::int64_t>>
containerAt(const Types &T, const std::string &Name, std::int64_t Offset) {
  std::string Type = Name;
  std::int64_t Base = 0;
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    const TypeLayout *L = T.layout(Type);
    if (!L)
      break;
    if (kindOf(Type) != Kind::Other)
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
  if (kindOf(Owner) != Kind::Vector && kindOf(Owner) != Kind::Deque)
    return "*";
  std::string Element(templateArgument(Owner, 0));
  // Pointers and arithmetic types are scalars; unsigned char and std::byte arrays may
  // provide storage for anything.
  if (Element.empty() || Element == "unsigned char" || Element == "std::byte")
    return "*";
  if (std::find(std::begin(Scalars), std::end(Scalars), Element) != std::end(Scalars))
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
  return kindOf(Owner) == Kind::String ||
         ((kindOf(Owner) == Kind::Vector || kindOf(Owner) == Kind::Deque || ownsOneObject(Owner)) &&
          std::find(std::begin(Bytes), std::end(Bytes), templateArgument(Owner, 0)) !=
              std::end(Bytes));
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

bool linksNodes(const Load &Last, std::int64_t Offset, std::string_view Owner) {
  return kindOf(Last.Owner) == Kind::Nodes && !elementsOf(Owner).empty() &&
         elementsOf(Last.Owner) == elementsOf(Owner) && Offset != UnknownOffset &&
         Offset < bytesBeforeElements(Owner);
}

bool leadsToNodes(std::string_view Slots, std::string_view Nodes) {
  return templateName(Slots) == "_Hashtable" && templateName(Nodes) == "_Hash_node_base" &&
         !elementsOf(Nodes).empty() && elementsOf(Slots) == elementsOf(Nodes);
}

bool sameContainerKind(std::string_view Inner, std::string_view Holder) {
  Kind A = kindOf(Inner), B = kindOf(Holder);
  return A == B || A == Kind::Other || B == Kind::Other;
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
