//===- Conflict.cpp - May two effects meet? -------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Conflict.h"

#include "pass/model/Containers.h"
#include "pass/model/Holding.h"
#include "pass/model/LibraryTypes.h"

namespace polychrome::model {

namespace {

using Kind = Region::Kind;

constexpr std::int64_t Highest = std::numeric_limits<std::int64_t>::max();

bool isCount(const HandlerEffect &E) { return E.What.Tag.Access == ReferenceCount; }

bool knowsObject(const Effect &W) {
  return !W.Object.empty() && W.Where.Offset != UnknownOffset && W.Size != UnknownSize;
}

/// What is known about the object that an effect lies in.
struct Object {
  std::string Type{UnknownType};
  std::int64_t Lo = 0;
  std::int64_t Hi = Highest;
};

/// A variable, or the element of the array that it is: there the place is counted from the
/// element's beginning, as it is for who has a pointer to the element.
Object variable(const Region &R, const Types &T) {
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

Object objectOf(const HandlerEffect &E, const Types &T) {
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

/// What a container leads to is an allocation of its own or lies in the container: a short
/// string's characters, a tree's end. May that be in the variable? Not in another one of the
/// library's containers, or one scalar; anything else could be where an allocator takes its memory
/// from.
bool leadsInto(const HandlerEffect &Owned, const HandlerEffect &Variable, const Types &T) {
  const std::string &Owner = Owned.Where.OwnerType;
  Object V = variable(Variable.Where, T);
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
  Object X = objectOf(Other, T);
  // Elements that are scalars hold no struct, and no control block either; a scalar
  // lvalue may be an element.
  if (elementType(Owner).empty())
    return !Other.What.Final &&
           (X.Type == "*" || (X.Type.empty() && Other.Where.What != Kind::Global));
  if (!elementsMayHold(T, Owner, X.Type))
    return false;
  Object E = objectOf(Owned, T);
  if (X.Type == "*" || E.Type == "*" || X.Type == E.Type)
    return true;
  return T.mayHold(E.Type, E.Lo, E.Hi, X.Type) || T.mayHold(X.Type, X.Lo, X.Hi, E.Type);
}

/// A variable lies in no other object, so what meets an access to it lies in it.
bool variableMayHold(const HandlerEffect &E, const Object &Other, const Types &T) {
  if (E.Where.What != Kind::Global)
    return true;
  Object V = variable(E.Where, T);
  return V.Type == Other.Type || T.mayHold(V.Type, V.Lo, V.Hi, Other.Type);
}

/// Bytes of a variable or a member in which objects of any type may be made, one after the
/// other: what type an access sees there says nothing of the next one's.
bool isStorage(const HandlerEffect &E, const Types &T) {
  if (E.Where.Owned)
    return false;
  if (E.Where.What != Kind::Global) {
    Object X = objectOf(E, T);
    return T.isStorage(X.Type, X.Lo, X.Hi);
  }
  Object V = variable(E.Where, T);
  return V.Type == UnknownType || (T.layout(V.Type) && T.mayHold(V.Type, V.Lo, V.Hi, "?"));
}

/// Two addresses about which nothing but their types is known.
bool typesMeet(const HandlerEffect &A, const HandlerEffect &B, const Types &T) {
  const bool Shared = T.shareStorage(A.What, B.What);
  if (T.disjoint(A.What.Tag, B.What.Tag) && !Shared && !isStorage(A, T) && !isStorage(B, T))
    return false;
  if (A.Where.Owned != B.Where.Owned)
    return A.Where.Owned ? storageMeets(A, B, T) : storageMeets(B, A, T);
  Object X = objectOf(A, T), Y = objectOf(B, T);
  if (X.Type == "*" || Y.Type == "*")
    return true;
  if (X.Type == Y.Type)
    return X.Type.empty() || (X.Lo < Y.Hi && Y.Lo < X.Hi);
  if (Shared)
    return true;
  return variableMayHold(A, Y, T) && variableMayHold(B, X, T) &&
         (T.mayHold(X.Type, X.Lo, X.Hi, Y.Type) || T.mayHold(Y.Type, Y.Lo, Y.Hi, X.Type));
}

bool rangesMeet(const Region &A, const Region &B) { return A.Lo < B.Hi && B.Lo < A.Hi; }

/// May B's container lie in storage that A's container leads to? Two claims on
/// containers then are on different bytes, and the storage is the same.
bool mayContain(const HandlerEffect &A, const HandlerEffect &B, const Types &T) {
  const std::vector<Load> &From = A.What.Where.Loads;
  const Load &Holder = B.What.Where.Loads[1];
  const Region &In = B.Where;
  for (std::size_t I = 2; I < From.size(); ++I) {
    if (staysInContainer(From[I]) || !sameContainerKind(From[I].Owner, Holder.Owner))
      continue;
    // The object around B's container would have to begin at or behind the elements.
    bool Fits = In.HolderType.empty() || From[I].Offset == UnknownOffset ||
                From[I].Offset - In.HolderAt >= bytesBeforeElements(From[I - 1].Owner);
    if (Fits && elementsMayContain(T, From[I - 1].Owner, Holder.Owner, In.HolderType))
      return true;
  }
  return mayBeFolded(A.What.Where) && !(From.size() > 2 && staysInContainer(From.back())) &&
         elementsMayContain(T, From.back().Owner, Holder.Owner, In.HolderType);
}

/// Both behind keys. Bytes may be equal whatever the types say: storage is reused, keys
/// are interior pointers. So the runtime compares addresses. Only fields of one type
/// never meet, at any distance of two objects.
CellBits keyedMeet(const HandlerEffect &A, const HandlerEffect &B, const Types &T) {
  constexpr CellBits Never{true, false}, ByKey{false, true};
  if (A.Where.Owned)
    return (mayContain(A, B, T) || mayContain(B, A, T)) && typesMeet(A, B, T) ? Never : ByKey;
  Object X = objectOf(A, T), Y = objectOf(B, T);
  bool Fields = X.Type == Y.Type && X.Type != "*" && !(X.Lo < Y.Hi && Y.Lo < X.Hi);
  return Fields && !rangesMeet(A.Where, B.Where) ? CellBits{false, false, true} : ByKey;
}

bool globalsMeet(const HandlerEffect &A, const HandlerEffect &B, const Types &T) {
  if (A.Where.Owned != B.Where.Owned)
    return typesMeet(A, B, T);
  return A.Where.Name == B.Where.Name && (A.Where.Owned || rangesMeet(A.Where, B.Where));
}

/// Whatever memory the two are on, they may run together.
bool tolerate(const HandlerEffect &A, const HandlerEffect &B) {
  if (compatible(A.What.How, B.What.How))
    return true;
  // Only the library touches the counts in a control block, and whoever does has a
  // reference, or got it from an object that has, so the block is not being freed.
  if (isCount(A) != isCount(B))
    return true;
  // A last release cannot happen beside another owner, or beside another one.
  return (A.What.Final && (B.Shared || B.What.Final)) || (B.What.Final && A.Shared);
}

} // namespace

CellBits conflict(const HandlerEffect &A, const HandlerEffect &B, const Types &T) {
  constexpr CellBits Together{}, Never{true, false};
  if (tolerate(A, B))
    return Together;
  Kind X = A.Where.What, Y = B.Where.What;
  if (X == Kind::Unknown || Y == Kind::Unknown)
    return Never;
  if (X == Kind::Resource || Y == Kind::Resource)
    return X == Y && A.Where.Name == B.Where.Name ? Never : Together;
  if (X == Kind::Context && Y == Kind::Context && A.Where.Owned == B.Where.Owned)
    return keyedMeet(A, B, T);
  if (X == Kind::Global && Y == Kind::Global)
    return globalsMeet(A, B, T) ? Never : Together;
  return typesMeet(A, B, T) ? Never : Together;
}

std::optional<KeyedSort> keyedSort(const HandlerEffect &E) {
  if (E.Where.What != Kind::Context || E.Where.Owned)
    return std::nullopt;
  return KeyedSort{E.What.How, isCount(E), E.What.Final, E.Shared};
}

std::string_view keyedType(const HandlerEffect &E) {
  return knowsObject(E.What) ? std::string_view(E.What.Object) : UnknownType;
}

CellBits otherTypes(const HandlerEffect &A, const HandlerEffect &B) {
  return tolerate(A, B) ? CellBits{} : CellBits{false, true};
}

} // namespace polychrome::model
