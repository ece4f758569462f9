//===- Types.cpp - Which accesses types keep apart ------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Types.h"

#include "pass/model/LibraryTypes.h"

#include <algorithm>
#include <set>

namespace polychrome::model {

namespace {

constexpr unsigned MaxDepth = 32;

/// Two units that disagree about a type's members are not to be believed. Debug
/// information may say more in one of them.
void join(std::map<std::string, TypeLayout> &Into, const TypeLayout &L) {
  auto [It, New] = Into.try_emplace(L.Name, L);
  if (New || It->second == L)
    return;
  TypeLayout &Known = It->second;
  auto Alike = [](const Member &A, const Member &B) {
    bool Padding = A.Type + B.Type == "*"; // for the unit that knows all members
    return A.Offset == B.Offset && A.Size == B.Size && (A.Type == B.Type || Padding) &&
           (A.Holds.empty() || B.Holds.empty() || A.Holds == B.Holds);
  };
  if (Known.Size == L.Size && std::equal(Known.Members.begin(), Known.Members.end(),
                                         L.Members.begin(), L.Members.end(), Alike)) {
    for (std::size_t I = 0; I != L.Members.size(); ++I) {
      Member &M = Known.Members[I];
      M.Type = M.Type == L.Members[I].Type ? M.Type : SharedText();
      M.Name = std::max(M.Name, L.Members[I].Name);
      M.Holds = std::max(M.Holds, L.Members[I].Holds);
    }
    return;
  }
  Known.Size = std::max(Known.Size, L.Size);
  Known.Members = {{0, Known.Size, "*", {}}};
}

using TbaaNodes = std::map<std::string, TypeLayout>;

/// Does the way from an Outer down to what lies at Offset in it pass an Inner, to whose
/// InnerOffset it leads?
bool passes(const TbaaNodes &Tbaa, const std::string &Outer, std::int64_t Offset,
            const std::string &Inner, std::int64_t InnerOffset, unsigned Depth = 0) {
  if (Outer == Inner)
    return Offset == InnerOffset;
  // A char member may provide storage for anything.
  if (Outer.empty() || Outer == "*" || Depth > MaxDepth)
    return true;
  auto It = Tbaa.find(Outer);
  if (It == Tbaa.end())
    return false;
  const std::vector<Member> &Members = It->second.Members;
  std::uint64_t Begin = 0;
  for (const Member &M : Members)
    if (std::int64_t(M.Offset) <= Offset)
      Begin = std::max(Begin, M.Offset);
  return std::any_of(Members.begin(), Members.end(), [&](const Member &M) {
    return M.Offset == Begin &&
           passes(Tbaa, M.Type, Offset - std::int64_t(Begin), Inner, InnerOffset, Depth + 1);
  });
}

} // namespace

bool disjoint(const TypeTag &A, const TypeTag &B, const TbaaNodes &Tbaa) {
  if (A.Access.empty() || B.Access.empty())
    return false;
  if (A.Access != B.Access)
    return true;
  if (A.Base.empty() || B.Base.empty())
    return false;
  return !passes(Tbaa, A.Base, A.Offset, B.Base, B.Offset) &&
         !passes(Tbaa, B.Base, B.Offset, A.Base, A.Offset);
}

Types::Types(const RecordSet &Records) : Unique(Records.Units), Complete(Records.Complete) {
  for (const UnitInfo &U : Records.Units) {
    Untagged |= U.TbaaTypes.empty() && !U.Types.empty();
    for (const TypeLayout &L : U.Types) {
      StringsOfStructs |= isStringOfStructs(L.Name);
      join(Layouts, L);
    }
    for (const TypeLayout &L : U.TbaaTypes)
      join(Tbaa, L);
    for (const GlobalInfo &G : U.Globals) {
      auto [It, New] = Globals.try_emplace(G.Name, G);
      if (New)
        continue;
      // A declaration may know less than the definition.
      if (It->second.Type != G.Type)
        It->second.Type = "*";
      It->second.Size = std::max(It->second.Size, G.Size);
      It->second.OnlyRead &= G.OnlyRead;
      It->second.LeadsToConstants |= G.LeadsToConstants;
      if (!It->second.At.Line)
        It->second.At = G.At;
      std::vector<std::string> &Resources = It->second.Resources;
      Resources.insert(Resources.end(), G.Resources.begin(), G.Resources.end());
      std::sort(Resources.begin(), Resources.end());
      Resources.erase(std::unique(Resources.begin(), Resources.end()), Resources.end());
    }
  }
}

const TypeLayout *Types::layout(const std::string &Name) const {
  auto It = Layouts.find(Name);
  return It == Layouts.end() ? nullptr : &It->second;
}

const GlobalInfo *Types::global(const std::string &Name) const {
  auto It = Globals.find(Name);
  return It == Globals.end() ? nullptr : &It->second;
}

bool Types::neverWritten(const Effect &E) const {
  const Path &P = E.Where;
  if (!Complete || E.How != Mode::Read || P.Kind != Root::Global || P.Loads.size() > 1)
    return false;
  const GlobalInfo *G = global(P.Name);
  return G && G->OnlyRead && G->LeadsToConstants;
}

/// A library's struct with bytes in it, other than an array of them.
static bool isForOne(std::string_view Struct) {
  return isLibrary(Struct) && Types::className(Struct) != "std::array" &&
         !Struct.starts_with("std::array<");
}

bool Types::mayHold(const Wanted &Inner, const std::string &Outer, std::int64_t Lo, std::int64_t Hi,
                    std::uint64_t Room, unsigned Depth) const {
  if (Depth > MaxDepth)
    return true;
  if (Outer == "*")
    return true;
  if (Outer.empty())
    return false;
  if (className(Outer) == Inner.Class)
    return true;
  const TypeLayout *L = layout(Outer);
  if (!L)
    return true;
  for (const Member &M : L->Members) {
    std::int64_t Begin = std::int64_t(M.Offset);
    std::int64_t End = Begin + std::int64_t(M.Size);
    if (Begin >= Hi || End <= Lo || M.Type.empty() ||
        (M.Type == "*" && keepsItsBytes(Outer, charactersAreStorage())))
      continue;
    // An array that ends a struct may go on behind it.
    const bool Last = std::none_of(L->Members.begin(), L->Members.end(), [&](const Member &Next) {
      return Next.Size != 0 && std::int64_t(Next.Offset) >= End;
    });
    const std::uint64_t Space = Last ? Room : std::min(Room, M.Size);
    // In its own bytes the library makes what it is for: an element in a node.
    if (M.Type == "*" && (Inner.Size > Space || (!Inner.InBytes && !isForOne(Outer))))
      continue;
    // Within arrays the position is folded into the element.
    const TypeLayout *Element = layout(M.Type);
    bool Whole = !Element || Element->Size != M.Size;
    if (mayHold(Inner, M.Type, Whole ? 0 : Lo - Begin,
                Whole ? std::numeric_limits<std::int64_t>::max() : Hi - Begin, Space, Depth + 1))
      return true;
  }
  return false;
}

bool Types::mayHold(const std::string &Outer, std::int64_t Lo, std::int64_t Hi,
                    const std::string &Inner) const {
  // What is seen as a container's node may be its end, which is smaller and lies in the container.
  const TypeLayout *L = isLibrary(Inner) ? nullptr : layout(Inner);
  return mayHold({className(Inner), L ? L->Size : 0, !MadeInRows.neverInBytes(Inner, *this)}, Outer,
                 Lo, Hi, UnknownSize, 0);
}

bool Types::isMemberAt(const std::string &Outer, std::int64_t Lo, std::int64_t Hi,
                       const std::string &Class) const {
  return mayHold({Class, 0, false}, Outer, Lo, Hi, UnknownSize, 0);
}

/// Storage in libraries' structs is for objects of one type, but for these.
static bool isOneTypes(std::string_view Struct) {
  return (Struct.starts_with("std::") || Struct.starts_with("boost::") ||
          Struct.starts_with("__gnu_cxx::")) &&
         !Struct.starts_with("std::aligned_storage") && !Struct.starts_with("std::any#") &&
         !Struct.starts_with("std::__detail::__variant::") &&
         !Struct.starts_with("boost::variant") &&
         !Struct.starts_with("boost::detail::aligned_storage");
}

bool Types::isStorage(const std::string &Name, std::int64_t Lo, std::int64_t Hi,
                      unsigned Depth) const {
  const TypeLayout *L = layout(Name);
  if (!L || Depth > MaxDepth)
    return false;
  return std::any_of(L->Members.begin(), L->Members.end(), [&](const Member &M) {
    std::int64_t Begin = std::int64_t(M.Offset), End = Begin + std::int64_t(M.Size);
    if (Begin >= Hi || End <= Lo || M.Type.empty())
      return false;
    if (M.Type == "*")
      return !isOneTypes(Name);
    const TypeLayout *Element = layout(M.Type);
    bool Whole = !Element || Element->Size != M.Size;
    return isStorage(M.Type, Whole ? 0 : Lo - Begin,
                     Whole ? std::numeric_limits<std::int64_t>::max() : Hi - Begin, Depth + 1);
  });
}

std::string_view Types::className(std::string_view Name) {
  Name = Name.substr(0, Name.find('#'));
  if (Name.ends_with(".base"))
    Name.remove_suffix(5);
  return Name;
}

std::vector<const TypeLayout *> Types::layoutsOf(const std::string &Class) const {
  std::vector<const TypeLayout *> Out;
  // Names with different hashes stand side by side.
  for (auto It = Layouts.lower_bound(Class); It != Layouts.end() && It->first.starts_with(Class);
       ++It)
    if (className(It->first) == Class)
      Out.push_back(&It->second);
  return Out;
}

Types::Places Types::places() const {
  Places Out;
  for (const auto &[Outer, L] : Layouts)
    for (const Member &M : L.Members) {
      if (M.Type.empty() || M.Type == "*")
        continue;
      Place &P = Out[std::string(className(M.Type))];
      if (M.Offset)
        P.Further = true;
      else
        P.Begins.emplace_back(className(Outer));
    }
  return Out;
}

bool Types::mayLieWithin(const std::string &Name) const {
  if (!Within)
    Within = places();
  // Those that begin with such an object, as a class derived from it does.
  std::vector<std::string_view> Work{className(Name)};
  std::set<std::string_view> Seen{Work.front()};
  while (!Work.empty()) {
    auto It = Within->find(Work.back());
    Work.pop_back();
    if (It == Within->end())
      continue;
    if (It->second.Further)
      return true;
    for (const std::string &Outer : It->second.Begins)
      if (Seen.insert(Outer).second)
        Work.push_back(Outer);
  }
  return false;
}

std::pair<std::int64_t, std::int64_t> Types::member(const std::string &Name,
                                                    std::int64_t Offset) const {
  if (const TypeLayout *L = layout(Name))
    for (const Member &M : L->Members)
      if (std::int64_t(M.Offset) <= Offset && Offset < std::int64_t(M.Offset + M.Size))
        return {M.Offset, M.Offset + M.Size};
  return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

std::string Types::fieldName(const std::string &Name, std::int64_t Offset) const {
  std::string Out;
  std::string Type = Name;
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    const TypeLayout *L = layout(Type);
    const Member *Found = nullptr;
    if (L)
      for (const Member &M : L->Members)
        if (!M.Name.empty() && std::int64_t(M.Offset) <= Offset &&
            Offset < std::int64_t(M.Offset + M.Size))
          Found = &M;
    if (!Found)
      break;
    Out += (Out.empty() ? "" : ".") + Found->Name;
    Offset -= std::int64_t(Found->Offset);
    Type = Found->Type;
  }
  return Out.empty() ? "+" + std::to_string(Offset) : Out;
}

} // namespace polychrome::model
