//===- Made.cpp - Where handlers may have made an object ------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Made.h"

#include "pass/model/Containers.h"
#include "pass/model/Holding.h"
#include "pass/model/LibraryTypes.h"
#include "pass/model/Types.h"
#include "pass/model/TypesMeet.h"

#include <algorithm>
#include <string_view>

namespace polychrome::model {

namespace {

/// The classes that an object consists of, with its own.
class Parts {
public:
  Parts(const Types &Ts, std::string_view Class) : T(Ts) { add(std::string(Class)); }

  bool complete() const { return Complete; }
  bool hasContainer() const {
    return std::any_of(Names.begin(), Names.end(),
                       [](const std::string &N) { return kindOf(N) != ContainerKind::Other; });
  }
  /// Is it the name of one of them, or of a class in one?
  bool hasPart(std::string_view Name) const {
    return std::any_of(Names.begin(), Names.end(), [&](std::string_view N) {
      return Name.starts_with(N) &&
             (Name.size() == N.size() || Name[N.size()] == '<' || Name[N.size()] == ':');
    });
  }

private:
  const Types &T;
  std::set<std::string, std::less<>> Names;
  bool Complete = true;

  void add(const std::string &Class) {
    if (!Names.insert(Class).second)
      return;
    const std::vector<const TypeLayout *> Layouts = T.layoutsOf(Class);
    Complete &= !Layouts.empty() || isLibrary(Class);
    for (const TypeLayout *L : Layouts)
      for (const Member &M : L->Members)
        if (!M.Type.empty() && M.Type != "*")
          add(std::string(Types::className(M.Type)));
  }
};

/// May who writes that make, or have a part in making, an object of Class, of which Mine are the
/// parts?
bool mayMake(const Types &T, const Written &W, const std::string &Class, const Parts &Mine) {
  const std::string_view Name = Types::className(W.Type);
  if (Name == "*" || Mine.hasPart(Name) || Name.find(Class) != Name.npos)
    return true;
  if (T.layout(W.Type))
    return T.isMemberAt(W.Type, W.Lo, W.Hi, Class);
  return !isLibrary(Name);
}

/// A variable of a class without bytes in it; what no unit lists is constant.
bool isVariable(const Path &P, const Types &T) {
  if (P.Kind != Root::Global || !P.Loads.empty())
    return false;
  const GlobalInfo *G = T.global(P.Name);
  return !G || (T.layout(G->Type) && !T.mayHold(G->Type, 0, Highest, "?"));
}

/// Is what a container owns nothing but its elements, none of which has bytes or a union in it?
bool ownsNoBytes(const std::string &Owner, const Types &T) {
  if (holdsText(Owner))
    return true;
  const std::string_view Elements = heldBy(Owner);
  for (const char *Bytes :
       {"array", "byte", "char", "aligned", "variant", "any", "optional", "storage"})
    if (Elements.find(Bytes) != Elements.npos)
      return false;
  const std::vector<std::string> Classes = classesIn(Elements);
  return !Elements.empty() &&
         std::all_of(Classes.begin(), Classes.end(), [&](const std::string &Class) {
           const std::vector<const TypeLayout *> Layouts = T.layoutsOf(Class);
           return !Layouts.empty() &&
                  std::none_of(Layouts.begin(), Layouts.end(), [&](const TypeLayout *L) {
                    return T.mayHold(L->Name, 0, Highest, "?");
                  });
         });
}

} // namespace

void noteWritten(const Effect &E, const Types &T, std::set<Written> &Into) {
  const Path &P = E.Where;
  const bool Begins = E.Tag.Access == ObjectBegins;
  if (E.How != Mode::Write || E.Final || P.Kind == Root::Resource || P.Kind == Root::Function ||
      (P.Kind == Root::Param && P.Loads.empty()))
    return;
  if (!P.Loads.empty() && P.Loads.back().Owning && ownsNoBytes(P.Loads.back().Owner, T))
    return;
  if (knowsObject(E)) {
    // A model says how large a container may be, not how large it is.
    const bool Modelled = E.Tag.Access.empty() && !E.Tag.Base.empty();
    const std::int64_t Lo = P.Offset - E.ObjectOffset;
    Into.insert({E.Object, Lo, Lo + std::int64_t(P.Span + (Modelled ? 1 : E.Size))});
  } else if (!E.Object.empty()) {
    Into.insert({E.Object});
  } else if (!E.Tag.Base.empty()) {
    if (!isVariable(P, T))
      Into.insert({E.Tag.Base});
  } else if (Begins) {
    Into.insert({"*"});
  }
}

void Made::note(const std::vector<Row> &Rows) {
  Known = std::none_of(Rows.begin(), Rows.end(), [](const Row &R) { return R.Exclusive; });
  for (const Row &R : Rows)
    All.insert(R.Writes.begin(), R.Writes.end());
  Answers.clear();
}

bool Made::neverInBytes(const std::string &Name, const Types &T) const {
  if (!Known || !T.layout(Name))
    return false;
  auto [It, New] = Answers.try_emplace(Name);
  if (!New)
    return It->second;
  const std::string Class(Types::className(Name));
  const Parts Mine(T, Class);
  return It->second = !isLibrary(Class) && Mine.complete() && Mine.hasContainer() &&
                      std::none_of(All.begin(), All.end(),
                                   [&](const Written &W) { return mayMake(T, W, Class, Mine); });
}

} // namespace polychrome::model
