//===- Lineage.cpp - What may follow from an invocation -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Lineage.h"

#include <limits>
#include <map>
#include <string>

namespace polychrome::model {

namespace {

/// Claims of one lineage. A pointer that moves on with every post makes ever new ones.
constexpr std::size_t MaxClaims = 256;
/// Where the pointer at that byte of a posted closure may come from. False if from elsewhere.
bool origins(const RowPost &P, std::int64_t Slot, std::set<KeyOrigin> &Out) {
  bool Found = false;
  for (const PostedPointer &X : P.Pointers) {
    const bool Anywhere = X.Offset == UnknownOffset;
    if (!Anywhere && (X.Offset <= Slot - PointerBytes || X.Offset >= Slot + PointerBytes))
      continue;
    if (!X.Known || (!Anywhere && X.Offset != Slot))
      return false;
    Found |= !Anywhere;
    Out.insert(X.From.begin(), X.From.end());
  }
  return Found;
}

class Closer {
public:
  explicit Closer(const Program &Of) : P(Of), Out(Of.Rows.size()) {
    for (const Entry &E : P.Entries)
      Entries.emplace(E.Symbol, &E);
  }

  std::vector<Lineage> run() {
    for (bool Grown = true; Grown;) {
      Grown = false;
      for (const Row &R : P.Rows)
        Grown |= grow(R);
    }
    return std::move(Out);
  }

private:
  const Program &P;
  std::map<std::string, const Entry *> Entries;
  std::vector<Lineage> Out;

  bool grow(const Row &R) {
    Lineage &L = Out[R.Id];
    if (L.Any)
      return false;
    Lineage Next = L;
    Next.Any = R.Exclusive;
    for (const RowPost &Post : R.Posts)
      add(Post, Next);
    if (Next.Any || Next.Claims.size() > MaxClaims) {
      Next = {};
      Next.Any = true;
    }
    const bool Grown = Next != L;
    L = std::move(Next);
    return Grown;
  }

  void add(const RowPost &Post, Lineage &To) const {
    auto It = Entries.find(Post.Handler);
    if (It == Entries.end() || It->second->NumRows == 0) {
      To.Any = true;
      return;
    }
    const Entry &E = *It->second;
    for (std::uint32_t Child = E.FirstRow; Child != E.FirstRow + E.NumRows; ++Child) {
      // Bound functions of which none applies have no row, and run alone.
      To.Any |= P.Rows[Child].Exclusive || Out[Child].Any;
      To.Rows.insert(Child);
      To.Rows.insert(Out[Child].Rows.begin(), Out[Child].Rows.end());
      To.Untraced.insert(Out[Child].Untraced.begin(), Out[Child].Untraced.end());
      for (const KeyClaim &C : P.Rows[Child].Claims)
        add(Post, Child, C, To);
      for (const auto &[Row, C] : Out[Child].Claims)
        add(Post, Row, C, To);
    }
    To.Any |= P.Rows[E.FirstRow + E.NumRows - 1].Bound.has_value();
  }

  /// A claim of a posted invocation, or of what follows from it.
  static void add(const RowPost &Post, std::uint32_t Row, KeyClaim C, Lineage &To) {
    std::set<KeyOrigin> From;
    if (!origins(Post, C.Slot, From)) {
      To.Untraced.insert(Row);
      return;
    }
    for (const KeyOrigin &O : From) {
      KeyClaim Moved = C;
      Moved.Slot = O.Slot;
      Moved.Lo += O.Delta;
      Moved.Hi = C.Hi == Highest ? Highest : C.Hi + O.Delta;
      To.Claims.insert({Row, Moved});
    }
  }
};

} // namespace

std::vector<Lineage> lineages(const Program &P) { return Closer(P).run(); }

} // namespace polychrome::model
