//===- TypesMeet.cpp - What types say of two addresses --------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/TypesMeet.h"

#include "pass/model/Containers.h"
#include "pass/model/LibraryTypes.h"

#include <algorithm>

namespace polychrome::model {

namespace {

using Kind = Region::Kind;

/// A variable, or the element of the array that it is: there the place is counted from the
/// element's beginning, as it is for who has a pointer to the element.
ObjectAround variable(const Region &R, const Types &T) {
  const GlobalInfo *G = T.global(R.Name);
  if (!G)
    return {};
  const TypeLayout *L = T.layout(G->Type);
  if (!L || L->Size == G->Size)
    return {G->Type, R.Lo, R.Hi};
  std::int64_t Size = std::int64_t(L->Size);
  if (R.Hi == Highest || R.Lo < 0 || !Size || R.Hi - R.Lo / Size * Size > Size)
    return {G->Type, 0, Highest};
  return {G->Type, R.Lo % Size, R.Hi - R.Lo / Size * Size};
}

} // namespace

bool knowsObject(const Effect &W) {
  return !W.Object.empty() && W.Where.Offset != UnknownOffset && W.Size != UnknownSize;
}

namespace {

ObjectAround objectOf(const HandlerEffect &E, const Types &T) {
  const Effect &W = E.What;
  if (knowsObject(W)) {
    std::int64_t Lo = W.Where.Offset - W.ObjectOffset;
    return {W.Object, Lo, Lo + std::int64_t(W.Where.Span + W.Size)};
  }
  if (E.Where.Owned)
    return {elementType(E.Where.OwnerType), 0, Highest};
  if (E.Where.What == Kind::Global)
    return variable(E.Where, T);
  return {};
}

/// Bytes of a variable or a member in which objects of any type may be made, one after the
/// other: what type an access sees there says nothing of the next one's.
bool isStorage(const HandlerEffect &E, const SeenByTypes &S, const Types &T) {
  if (E.Where.Owned)
    return false;
  const auto &[Type, Lo, Hi] = S.Object;
  if (E.Where.What != Kind::Global)
    return T.isStorage(Type, Lo, Hi);
  const ObjectAround &V = S.Variable;
  return V.Type == UnknownType || (T.layout(V.Type) && T.mayHold(V.Type, V.Lo, V.Hi, "?"));
}

/// An effect, and what types see of it.
struct Side {
  const HandlerEffect &E;
  const SeenByTypes &S;
};

/// What a container leads to is an allocation of its own or lies in the container: a short
/// string's characters, a tree's end. May that be in the variable? Not in another one of the
/// library's containers, or one scalar; anything else could be where an allocator takes its memory
/// from.
bool leadsInto(const std::string &Owner, const Side &Global, const Types &T) {
  const ObjectAround &V = Global.S.Variable;
  if (const GlobalInfo *G = T.global(Global.E.Where.Name);
      G && G->Type.empty() && G->Size <= sizeof(double))
    return false; // One scalar.
  return kindOf(Types::className(V.Type)) == ContainerKind::Other || Owner.empty() ||
         T.mayHold(V.Type, V.Lo, V.Hi, Owner.substr(0, Owner.find('<')));
}

/// Storage that a container owns is an allocation of its own, so it lies in no other
/// object; may the object lie in it, at an element?
bool storageMeets(const Side &Owned, const Side &Other, const Types &T, Nesting &Nested) {
  const HandlerEffect &O = Other.E;
  if (T.disjoint(Owned.E.What.Tag, O.What.Tag))
    return false;
  const std::string &Owner = Owned.E.Where.OwnerType;
  if (O.Where.What == Kind::Global && !leadsInto(Owner, Other, T))
    return false;
  // Characters that some handler takes for a struct's bytes may be any struct's.
  if (Owned.S.Characters && T.bytesAreStorage())
    return !O.What.Final;
  // What a container has in itself lies there if the container may.
  if (!O.Where.OwnerType.empty() &&
      !Nested.elementsMayContain(Owned.S.Owner, Other.S.Kind, Other.S.HolderType))
    return false;
  const ObjectAround &X = Other.S.Object;
  // The storage consists of nodes.
  if (isNode(X.Type))
    return kindOf(X.Type) == ContainerKind::Other || kindOf(Owner) == ContainerKind::Other ||
           kindOf(X.Type) == kindOf(Owner);
  // Elements that are scalars hold no struct, and no control block either; a scalar
  // lvalue may be an element.
  if (Owned.S.Scalars)
    return !O.What.Final && (X.Type == "*" || (X.Type.empty() && O.Where.What != Kind::Global));
  if (!Nested.elementsMayHold(Owned.S.Owner, Other.S.ObjectType))
    return false;
  const ObjectAround &E = Owned.S.Object;
  if (X.Type == "*" || E.Type == "*" || X.Type == E.Type)
    return true;
  return T.mayHold(E.Type, E.Lo, E.Hi, X.Type) || T.mayHold(X.Type, X.Lo, X.Hi, E.Type);
}

/// A variable lies in no other object, so what meets an access to it lies in it. What it owns is
/// elsewhere.
bool variableMayHold(const Side &A, const ObjectAround &Other, const Types &T) {
  if (A.E.Where.What != Kind::Global || A.E.Where.Owned)
    return true;
  const ObjectAround &V = A.S.Variable;
  return V.Type == Other.Type || T.mayHold(V.Type, V.Lo, V.Hi, Other.Type);
}

/// Two addresses about which nothing but their types is known.
bool typesMeet(const Side &A, const Side &B, const Types &T, Nesting &Nested) {
  const bool Shared = A.S.SharedBy && A.S.SharedBy == B.S.SharedBy;
  if (T.disjoint(A.E.What.Tag, B.E.What.Tag) && !Shared && !A.S.Storage && !B.S.Storage)
    return false;
  if (A.E.Where.Owned != B.E.Where.Owned)
    return A.E.Where.Owned ? storageMeets(A, B, T, Nested) : storageMeets(B, A, T, Nested);
  const ObjectAround &X = A.S.Object, &Y = B.S.Object;
  if (X.Type == "*" || Y.Type == "*")
    return true;
  if (X.Type == Y.Type)
    return X.Type.empty() || (X.Lo < Y.Hi && Y.Lo < X.Hi);
  if (Shared)
    return true;
  return variableMayHold(A, Y, T) && variableMayHold(B, X, T) &&
         (T.mayHold(X.Type, X.Lo, X.Hi, Y.Type) || T.mayHold(Y.Type, Y.Lo, Y.Hi, X.Type));
}

/// Where the region is as far as types see it: a variable has a name and a place, the rest
/// is what kind of storage it is.
Region typedPart(const Region &R) {
  Region Out;
  Out.What = R.What == Kind::Global ? Kind::Global : Kind::Any;
  if (R.What == Kind::Global) {
    Out.Name = R.Name;
    Out.Lo = R.Lo;
    Out.Hi = R.Hi;
  }
  Out.Owned = R.Owned;
  Out.OwnerType = R.OwnerType;
  Out.HolderType = R.HolderType;
  return Out;
}

} // namespace

std::size_t TypesMeet::ShapeHash::operator()(const Shape &S) const {
  const std::hash<std::string_view> Text;
  const auto &[Tag, Object, Offset, Size, Final, In] = S;
  std::uint64_t H = Text(Object);
  auto Add = [&H](std::uint64_t N) { H = (H ^ H >> 29) * 0x9E3779B97F4A7C15u + N; };
  Add(Text(Tag.Access));
  Add(std::uint64_t(Offset));
  Add(Size);
  Add(Text(In.Name));
  Add(Text(In.OwnerType));
  Add(std::uint64_t(In.Lo));
  return std::size_t(H ^ H >> 32);
}

std::uint32_t TypesMeet::number(const HandlerEffect &E) {
  auto [It, New] = Numbers.try_emplace(&E);
  if (!New)
    return It->second;
  const Effect &W = E.What;
  const bool Known = knowsObject(W);
  Shape S{W.Tag,
          W.Object,
          Known ? W.Where.Offset - W.ObjectOffset : UnknownOffset,
          Known ? W.Where.Span + W.Size : UnknownSize,
          W.Final,
          typedPart(E.Where)};
  auto [At, First] = Shapes.try_emplace(std::move(S), std::uint32_t(Seen.size()));
  if (First) {
    SeenByTypes &X = Seen.emplace_back();
    X.Object = objectOf(E, T);
    if (E.Where.What == Kind::Global)
      X.Variable = variable(E.Where, T);
    X.Storage = isStorage(E, X, T);
    X.SharedBy = T.storageSharedBy(W);
    const std::string &Owner = E.Where.OwnerType;
    X.Scalars = elementType(Owner).empty();
    X.Characters = holdsBytes(Owner);
    X.Kind = kindOf(Owner);
    X.Owner = Nested.number(Owner);
    X.HolderType = Nested.number(E.Where.HolderType);
    X.ObjectType = Nested.number(X.Object.Type);
  }
  return It->second = At->second;
}

const ObjectAround &TypesMeet::object(const HandlerEffect &E) { return Seen[number(E)].Object; }

bool TypesMeet::operator()(const HandlerEffect &A, const HandlerEffect &B) {
  const std::uint32_t X = number(A), Y = number(B);
  auto [It, New] = Answers.try_emplace(std::uint64_t(std::min(X, Y)) << 32 | std::max(X, Y));
  if (New)
    It->second = typesMeet({A, Seen[X]}, {B, Seen[Y]}, T, Nested);
  return It->second;
}

} // namespace polychrome::model
