//===- TypesMeet.cpp - What types say of two addresses --------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/TypesMeet.h"

#include "pass/model/Containers.h"
#include "pass/model/Holding.h"
#include "pass/model/LibraryTypes.h"

namespace polychrome::model {

namespace {

using Kind = Region::Kind;

constexpr std::int64_t Highest = std::numeric_limits<std::int64_t>::max();

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

namespace {

/// What a container leads to is an allocation of its own or lies in the container: a short
/// string's characters, a tree's end. May that be in the variable? Not in another one of the
/// library's containers, or one scalar; anything else could be where an allocator takes its memory
/// from.
bool leadsInto(const HandlerEffect &Owned, const HandlerEffect &Variable, const Types &T) {
  const std::string &Owner = Owned.Where.OwnerType;
  ObjectAround V = variable(Variable.Where, T);
  if (const GlobalInfo *G = T.global(Variable.Where.Name);
      G && G->Type.empty() && G->Size <= sizeof(double))
    return false; // One scalar.
  return kindOf(Types::className(V.Type)) == ContainerKind::Other || Owner.empty() ||
         T.mayHold(V.Type, V.Lo, V.Hi, Owner.substr(0, Owner.find('<')));
}

/// Storage that a container owns is an allocation of its own, so it lies in no other
/// object; may the object lie in it, at an element?
bool storageMeets(const HandlerEffect &Owned, const HandlerEffect &Other, const Types &T) {
  if (T.disjoint(Owned.What.Tag, Other.What.Tag))
    return false;
  if (Other.Where.What == Kind::Global && !leadsInto(Owned, Other, T))
    return false;
  const std::string &Owner = Owned.Where.OwnerType;
  // Characters that some handler takes for a struct's bytes may be any struct's.
  if (holdsBytes(Owner) && T.bytesAreStorage())
    return !Other.What.Final;
  // What a container has in itself lies there if the container may.
  if (const Region &R = Other.Where;
      !R.OwnerType.empty() && !elementsMayContain(T, Owner, R.OwnerType, R.HolderType))
    return false;
  ObjectAround X = objectOf(Other, T);
  // Elements that are scalars hold no struct, and no control block either; a scalar
  // lvalue may be an element.
  if (elementType(Owner).empty())
    return !Other.What.Final &&
           (X.Type == "*" || (X.Type.empty() && Other.Where.What != Kind::Global));
  if (!elementsMayHold(T, Owner, X.Type))
    return false;
  ObjectAround E = objectOf(Owned, T);
  if (X.Type == "*" || E.Type == "*" || X.Type == E.Type)
    return true;
  return T.mayHold(E.Type, E.Lo, E.Hi, X.Type) || T.mayHold(X.Type, X.Lo, X.Hi, E.Type);
}

/// A variable lies in no other object, so what meets an access to it lies in it.
bool variableMayHold(const HandlerEffect &E, const ObjectAround &Other, const Types &T) {
  if (E.Where.What != Kind::Global)
    return true;
  ObjectAround V = variable(E.Where, T);
  return V.Type == Other.Type || T.mayHold(V.Type, V.Lo, V.Hi, Other.Type);
}

/// Bytes of a variable or a member in which objects of any type may be made, one after the
/// other: what type an access sees there says nothing of the next one's.
bool isStorage(const HandlerEffect &E, const Types &T) {
  if (E.Where.Owned)
    return false;
  if (E.Where.What != Kind::Global) {
    ObjectAround X = objectOf(E, T);
    return T.isStorage(X.Type, X.Lo, X.Hi);
  }
  ObjectAround V = variable(E.Where, T);
  return V.Type == UnknownType || (T.layout(V.Type) && T.mayHold(V.Type, V.Lo, V.Hi, "?"));
}

/// Two addresses about which nothing but their types is known.
bool typesMeet(const HandlerEffect &A, const HandlerEffect &B, const Types &T) {
  const bool Shared = T.shareStorage(A.What, B.What);
  if (T.disjoint(A.What.Tag, B.What.Tag) && !Shared && !isStorage(A, T) && !isStorage(B, T))
    return false;
  if (A.Where.Owned != B.Where.Owned)
    return A.Where.Owned ? storageMeets(A, B, T) : storageMeets(B, A, T);
  ObjectAround X = objectOf(A, T), Y = objectOf(B, T);
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
  return It->second = Shapes.try_emplace(std::move(S), std::uint32_t(Shapes.size())).first->second;
}

bool TypesMeet::operator()(const HandlerEffect &A, const HandlerEffect &B) {
  auto [It, New] = Answers.try_emplace(std::uint64_t(number(A)) << 32 | number(B));
  if (New)
    It->second = typesMeet(A, B, T);
  return It->second;
}

} // namespace polychrome::model
