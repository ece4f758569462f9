//===- Holding.cpp - What a container's elements have in them -------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Holding.h"

#include "pass/model/Containers.h"
#include "pass/model/LibraryTypes.h"
#include "pass/model/TemplateText.h"

#include <algorithm>
#include <set>

namespace polychrome::model {

namespace {

/// Has the class, or one that it begins with, a table of virtual functions?
bool maybePolymorphic(const Types &T, const std::string &Class, unsigned Depth = 0) {
  constexpr unsigned MaxDepth = 32;
  std::vector<const TypeLayout *> Layouts = T.layoutsOf(Class);
  return Layouts.empty() || Depth > MaxDepth ||
         std::any_of(Layouts.begin(), Layouts.end(), [&](const TypeLayout *L) {
           return std::any_of(L->Members.begin(), L->Members.end(), [&](const Member &M) {
             if (M.Offset != 0)
               return false;
             if (M.Type.empty())
               return M.Size == PointerBytes && (M.Name.empty() || M.Name.starts_with("_vptr"));
             return M.Type == "*" ||
                    (kindOf(M.Type) == ContainerKind::Other &&
                     maybePolymorphic(T, std::string(Types::className(M.Type)), Depth + 1));
           });
         });
}

/// Looks for objects of one struct type in others.
class Search {
public:
  Search(const Types &Ts, const std::string &N) : T(Ts), Name(N) {}

  /// In what a text of types names.
  bool text(std::string_view Text) {
    bool Derived = Text.find("unique_ptr<") != Text.npos;
    return anyWord(Text, [&](std::string_view W, char Next) { return word(W, Next, Derived); });
  }

  bool word(std::string_view Word, char Next, bool Derived) {
    if (isScalar(Word) || Next == '*')
      return false;
    if (isLibrary(Word))
      return library(Word);
    std::string Class(Word);
    return Next == '<' || (Derived && maybePolymorphic(T, Class)) || isIn(Class);
  }

private:
  const Types &T;
  const std::string &Name;
  std::set<std::string> Seen;

  bool library(std::string_view Word) const {
    if (!isPlain(Word) && !isHandle(Word) && !ownsOneObject(Word))
      return true;
    // Containers have parts, but those only of their own kind.
    return isLibrary(Name) &&
           (kindOf(Name) == ContainerKind::Other || kindOf(Name) == kindOf(Word));
  }

  bool isIn(const std::string &Class) {
    if (Class == Types::className(Name))
      return true;
    if (!Seen.insert(Class).second)
      return false;
    std::vector<const TypeLayout *> Layouts = T.layoutsOf(Class);
    return Layouts.empty() || std::any_of(Layouts.begin(), Layouts.end(), [&](const TypeLayout *L) {
             return std::any_of(L->Members.begin(), L->Members.end(),
                                [&](const Member &M) { return isIn(M); });
           });
  }

  bool isIn(const Member &M) {
    if (M.Type.empty())
      return false;
    if (M.Type == "*")
      return true;
    std::string Class(Types::className(M.Type));
    if (!isLibrary(Class))
      return isIn(Class);
    if (isLibrary(Name))
      return true;
    if (kindOf(Class) == ContainerKind::String)
      return false;
    return M.Holds.empty() || text(M.Holds);
  }
};

} // namespace

std::vector<std::string> classesIn(std::string_view Text) {
  std::vector<std::string> Out;
  anyWord(Text, [&](std::string_view Word, char) {
    if (!isScalar(Word) && !isLibrary(Word))
      Out.push_back(std::string(Word));
    return false;
  });
  return Out;
}

std::string_view heldBy(std::string_view Owner) {
  return ownsOneObject(Owner) ? Owner.substr(Owner.find('<') + 1) : elementsOf(Owner);
}

bool elementsMayHold(const Types &T, std::string_view Owner, const std::string &Name) {
  // Control blocks are allocations of their own.
  if (templateName(Name).starts_with("_Sp_counted_"))
    return false;
  if (holdsCharacters(kindOf(Owner)))
    return false;
  if (kindOf(Owner) == ContainerKind::Fields)
    return Name.empty() || Name == "*" || Name.starts_with(HttpFields) ||
           Name.starts_with("boost::intrusive::");
  std::string_view Elements = heldBy(Owner);
  if (elementsHoldBytes(Owner))
    return true;
  if (Elements.empty() || Name.empty() || Name == "*" || (isLibrary(Name) && maybePart(Name)))
    return true;
  Search In(T, Name);
  return anyWord(Elements, [&](std::string_view Word, char Next) {
    return In.word(Word, Next, ownsOneObject(Owner));
  });
}

bool elementsMayContain(const Types &T, std::string_view Owner, ContainerKind Holder,
                        const std::string &Name) {
  if (holdsCharacters(kindOf(Owner)) || kindOf(Owner) == ContainerKind::Fields)
    return false;
  // Control blocks, and objects made with them, are allocations of their own.
  if (templateName(Name).starts_with("_Sp_counted_"))
    return false;
  std::string_view Elements = heldBy(Owner);
  if (Elements.empty() || elementsHoldBytes(Owner))
    return true;
  Search In(T, Name);
  // A container of a library's or unknown type may be an element itself.
  bool Bare = Name.empty() || isLibrary(Name);
  return anyWord(Elements, [&](std::string_view Word, char Next) {
    if (!Bare)
      return In.word(Word, Next, ownsOneObject(Owner));
    return Next != '*' && !isScalar(Word) && !isHandle(Word) &&
           (!isLibrary(Word) || !isPlain(Word) || Holder == ContainerKind::Other ||
            Holder == kindOf(Word));
  });
}

} // namespace polychrome::model
