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

#include <algorithm>

namespace polychrome::model {

namespace {

using Kind = Region::Kind;

bool isCount(const HandlerEffect &E) { return E.What.Tag.Access == ReferenceCount; }

bool rangesMeet(const Region &A, const Region &B) { return A.Lo < B.Hi && B.Lo < A.Hi; }

/// Both behind keys. Bytes may be equal whatever the types say: storage is reused, keys
/// are interior pointers. So the runtime compares addresses. Only fields of one type
/// never meet, at any distance of two objects.
CellBits keyedMeet(const HandlerEffect &A, const HandlerEffect &B, TypesMeet &Meet) {
  constexpr CellBits Never{true, false}, ByKey{false, true};
  if (A.Where.Owned)
    return (Meet.nesting().mayContain(A, B) || Meet.nesting().mayContain(B, A)) && Meet(A, B)
               ? Never
               : ByKey;
  const ObjectAround &X = Meet.object(A), &Y = Meet.object(B);
  return X.Type == Y.Type && X.Type != UnknownType ? membersMeet(A.Where, X, B.Where, Y) : ByKey;
}

bool globalsMeet(const HandlerEffect &A, const HandlerEffect &B, TypesMeet &Meet) {
  if (A.Where.Owned != B.Where.Owned)
    return Meet(A, B);
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

CellBits conflict(const HandlerEffect &A, const HandlerEffect &B, TypesMeet &Meet) {
  constexpr CellBits Together{}, Never{true, false};
  if (tolerate(A, B))
    return Together;
  Kind X = A.Where.What, Y = B.Where.What;
  if (X == Kind::Unknown || Y == Kind::Unknown)
    return Never;
  if (X == Kind::Resource || Y == Kind::Resource)
    return X == Y && A.Where.Name == B.Where.Name ? Never : Together;
  if (Meet.nesting().otherOwner(A, B) || Meet.nesting().otherOwner(B, A))
    return Together;
  if ((X != Y || X == Kind::Any) && Meet.nesting().otherHolder(A, B))
    return Together;
  if (X == Kind::Context && Y == Kind::Context && A.Where.Owned == B.Where.Owned)
    return keyedMeet(A, B, Meet);
  if (X == Kind::Global && Y == Kind::Global)
    return globalsMeet(A, B, Meet) ? Never : Together;
  return Meet(A, B) ? Never : Together;
}

Look look(const HandlerEffect &E, TypesMeet &Meet) {
  const Region &R = E.Where;
  Look L{Meet.number(E), E.What.How, E.Shared, R.What, R.InClosure, {}, {}, false, 0};
  if (R.What == Kind::Resource)
    L.Name = R.Name;
  if ((R.Owned && (R.What == Kind::Context || !R.HolderType.empty())) || R.InClosure) {
    L.Loads = E.What.Where.Loads;
    L.Anywhere = E.What.Where.Offset == UnknownOffset;
    L.HolderAt = R.HolderAt;
  }
  return L;
}

bool isOwnedByKey(const HandlerEffect &E) { return E.Where.What == Kind::Context && E.Where.Owned; }

std::optional<KeyedSort> keyedSort(const HandlerEffect &E) {
  if (E.Where.What != Kind::Context || E.Where.Owned)
    return std::nullopt;
  return KeyedSort{E.What.How, isCount(E), E.What.Final, E.Shared};
}

std::string_view keyedType(const HandlerEffect &E) {
  return knowsObject(E.What) ? std::string_view(E.What.Object) : UnknownType;
}

CellBits membersMeet(const Region &A, const ObjectAround &X, const Region &B,
                     const ObjectAround &Y) {
  const bool Fields = !(X.Lo < Y.Hi && Y.Lo < X.Hi) && !rangesMeet(A, B);
  return Fields ? CellBits{false, false, true} : CellBits{false, true};
}

CellBits otherTypes(const HandlerEffect &A, const HandlerEffect &B) {
  return tolerate(A, B) ? CellBits{} : CellBits{false, true};
}

} // namespace polychrome::model
