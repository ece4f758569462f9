//===- KeyObjects.cpp - Which objects lie behind a handler's keys ---------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/KeyObjects.h"

#include "pass/model/Containers.h"

namespace polychrome::model {

namespace {

/// No standard container is larger.
constexpr std::int64_t ContainerBytes = 80;
/// libstdc++: a control block's vtable pointer and counts.
constexpr std::int64_t ControlBlockBytes = 16;
constexpr unsigned MaxDepth = 32;

bool isKeyed(const Path &P) { return P.Kind == Root::Param && P.Loads.size() == 1; }

} // namespace

void KeyObjects::note(const Effect &E) {
  const Path &P = E.Where;
  if (E.Object.empty() || P.Kind != Root::Param || P.Loads.empty())
    return;
  Objects &All = isKeyed(P) ? Seen[P.Loads[0].Offset] : Further[P.Loads];
  All.insert({E.ObjectOffset, E.Object});
}

KeyObjects::Object KeyObjects::onlyOne(const std::vector<Load> &Loads, std::int64_t Lo,
                                       std::int64_t Hi) const {
  Object Found;
  auto It = Further.find(Loads);
  if (It == Further.end())
    return Found;
  for (const auto &[Begin, Name] : It->second) {
    const TypeLayout *L = T.layout(Name);
    if (!L || (Begin <= Lo && Hi <= Begin + std::int64_t(L->Size) && !Found.Type.empty()))
      return {};
    if (Begin <= Lo && Hi <= Begin + std::int64_t(L->Size))
      Found = {Begin, Name};
  }
  return Found;
}

/// A container's first or last node, which lies in the container, is followed like one that
/// has an element: the object is what has the container.
KeyObjects::Object KeyObjects::holderOf(std::int64_t Key, const Object &Node) const {
  Object Best = Node;
  std::uint64_t Size = 0;
  for (const auto &[Begin, Name] : Seen.at(Key))
    if (const TypeLayout *L = T.layout(Name);
        L && !isNode(Name) && L->Size > Size && Begin <= Node.Begin &&
        Node.Begin < Begin + std::int64_t(L->Size) && holdsContainer(T, Name, Node.Begin - Begin)) {
      Best = {Begin, Name};
      Size = L->Size;
    }
  return Best;
}

/// Does an object of type Outer begin with one of type Inner?
bool KeyObjects::beginsWith(std::string Outer, const std::string &Inner) const {
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    const TypeLayout *L = T.layout(Outer);
    if (!L || L->Members.empty() || L->Members.front().Offset != 0)
      return false;
    Outer = L->Members.front().Type;
    if (Outer == Inner)
      return true;
  }
  return false;
}

/// May one of the two objects around [Lo, Hi) be in the other one, there?
bool KeyObjects::nests(const Object &A, const Object &B, std::int64_t Lo, std::int64_t Hi) const {
  auto Holds = [&](const Object &Outer, const Object &Inner) {
    return T.mayHold(Outer.Type, Lo - Outer.Begin, Hi - Outer.Begin, Inner.Type);
  };
  return A.Type == B.Type || Holds(A, B) || Holds(B, A);
}

/// Of the program's own classes the smallest: what is seen as the larger one, which is derived
/// from it, may be that only sometimes. Else the library's largest, which has parts that are
/// never there alone.
KeyObjects::Object KeyObjects::around(std::int64_t Key, std::int64_t Lo, std::int64_t Hi) const {
  Object Best;
  std::uint64_t Size = 0;
  bool Own = false;
  auto It = Seen.find(Key);
  if (It == Seen.end())
    return Best;
  for (const auto &[Begin, Name] : It->second) {
    const TypeLayout *L = T.layout(Name);
    if (!L || Begin > Lo || Hi > Begin + std::int64_t(L->Size))
      continue;
    const bool Librarys = Name.starts_with("std::") || Name.starts_with("__gnu_cxx::");
    const bool Smaller = L->Size < Size || (L->Size == Size && beginsWith(Best.Type, Name));
    if (Best.Type.empty() || (Librarys ? !Own && L->Size > Size : !Own || Smaller)) {
      Best = {Begin, Name};
      Size = L->Size;
      Own = !Librarys;
    }
  }
  Object Found = isNode(Best.Type) ? holderOf(Key, Best) : Best;
  for (const auto &[Begin, Name] : It->second)
    if (const TypeLayout *L = T.layout(Name);
        L && Begin <= Lo && Hi <= Begin + std::int64_t(L->Size))
      Found.Sure &= nests(Best, {Begin, Name}, Lo, Hi);
  return Found;
}

/// All pointer members of one container lead to the same storage, so a claim on
/// storage is on the whole member that the container is. The key's type tells
/// which; inside the library's own types, or where the type is not known, a
/// range that no container exceeds does.
std::pair<std::int64_t, std::int64_t> KeyObjects::container(std::int64_t Key,
                                                            std::int64_t Offset) const {
  std::pair<std::int64_t, std::int64_t> Range{Offset - ContainerBytes, Offset + ContainerBytes};
  std::uint64_t Best = 0;
  auto It = Seen.find(Key);
  if (It == Seen.end())
    return Range;
  for (const auto &[Begin, Name] : It->second) {
    const TypeLayout *L = T.layout(Name);
    if (!L || Offset < Begin || Offset >= Begin + std::int64_t(L->Size) || L->Size <= Best)
      continue;
    if (auto Within = containerAt(T, Name, Offset - Begin)) {
      Best = L->Size;
      Range = {Begin + Within->first, Begin + Within->second};
      continue;
    }
    if (Name.rfind("std::", 0) == 0)
      continue;
    Best = L->Size;
    auto [Lo, Hi] = T.member(Name, Offset - Begin);
    Range = {Begin + Lo, Begin + Hi};
  }
  return Range;
}

/// Memory behind an object's own control block is the object, which make_shared
/// puts right behind the block's header; a separately allocated one is what the
/// block's first member owns. Where the counts are, nothing here tells.
void KeyObjects::followWeakThis(Effect &E) const {
  Path &P = E.Where;
  if (P.Loads.size() < 2 || P.Loads[1].Owner != WeakThis || E.Tag.Access == ReferenceCount)
    return;
  std::int64_t At = P.Loads[1].Offset;
  Object Of = around(P.Loads[0].Offset, At, At == UnknownOffset ? At : At + 1);
  // The block belongs to the whole object, of which this may be a base further in.
  if (Of.Type.empty() || T.mayLieWithin(Of.Type))
    return;
  bool Separate = P.Loads.size() > 2 && P.Loads[2].Owner.rfind("std::_Sp_counted_", 0) == 0;
  P.Loads.erase(P.Loads.begin() + 1, P.Loads.begin() + (Separate ? 3 : 2));
  bool Direct = P.Loads.size() == 1;
  std::int64_t &Moved = Direct ? P.Offset : P.Loads[1].Offset;
  Moved = addOffsets(Moved, Of.Begin - (Separate ? 0 : ControlBlockBytes));
  E.Object = Direct ? Of.Type : std::string();
  E.ObjectOffset = Direct ? Of.Begin : 0;
}

void KeyObjects::name(Effect &E) const {
  if (isKeyed(E.Where) && isNode(E.Object)) {
    Object In = holderOf(E.Where.Loads[0].Offset, {E.ObjectOffset, E.Object});
    E.Object = In.Type;
    E.ObjectOffset = In.Begin;
    return;
  }
  auto It = isKeyed(E.Where) && E.Object.empty() ? Seen.find(E.Where.Loads[0].Offset) : Seen.end();
  if (It == Seen.end())
    return;
  for (const auto &[Begin, Name] : It->second)
    if (const TypeLayout *L = T.layout(Name); L && Begin == E.Where.Offset && L->Size == E.Size) {
      E.Object = Name;
      E.ObjectOffset = Begin;
      return;
    }
}

} // namespace polychrome::model
