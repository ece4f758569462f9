//===- PendingCalls.cpp - Calls of what a caller passed in ----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/PendingCalls.h"

#include <algorithm>
#include <limits>

namespace polychrome::model {

bool PendingCalls::has(const PathSet &S, Root Kind) const {
  return std::any_of(S.ids().begin(), S.ids().end(),
                     [&](PathTable::Id P) { return Paths[P].Kind == Kind; });
}

bool PendingCalls::update(const std::vector<const CallSite *> &Own,
                          const std::vector<Target> &Targets) {
  std::vector<PendingCall> Next;
  auto Add = [&](PendingCall C) {
    auto At = std::find_if(Next.begin(), Next.end(),
                           [&](const PendingCall &P) { return P.Call == C.Call; });
    if (At == Next.end())
      return Next.push_back(std::move(C));
    At->Target.insert(C.Target, Paths);
    for (std::size_t I = 0; I != At->Args.size(); ++I)
      At->Args[I].insert(C.Args[I], Paths);
  };
  for (const CallSite *C : Own) {
    PendingCall P{C, Values.resolve(C->Target), {}};
    for (const ValueSet &A : C->Args)
      P.Args.push_back(Values.resolve(A));
    Add(std::move(P));
  }
  for (const Target &T : Targets)
    for (const PendingCall &Left : T.Does->Pending) {
      PendingCall P{Left.Call, Values.substitute(Left.Target, *T.Call), {}};
      for (const PathSet &A : Left.Args)
        P.Args.push_back(Values.substitute(A, *T.Call));
      Add(std::move(P));
    }
  if (Next == Calls)
    return false;
  Calls = std::move(Next);
  return true;
}

std::vector<std::pair<const CallSite *, std::string>> PendingCalls::known() {
  std::vector<std::pair<const CallSite *, std::string>> Out;
  for (const PendingCall &P : Calls) {
    if (!has(P.Target, Root::Function))
      continue;
    CallSite C = *P.Call;
    // Nobody here refers to its result.
    C.Id = std::numeric_limits<std::uint32_t>::max();
    C.Kind = CallKind::Direct;
    C.Args.clear();
    for (const PathSet &A : P.Args)
      C.Args.push_back(A.values(Paths));
    const CallSite &Here = Known.keep(std::move(C));
    for (PathTable::Id T : P.Target.ids())
      if (Paths[T].Kind == Root::Function)
        Out.push_back({&Here, Paths[T].Name});
  }
  return Out;
}

std::vector<PendingCall> PendingCalls::open() const {
  std::vector<PendingCall> Out;
  for (const PendingCall &P : Calls)
    if (P.Target.empty() || has(P.Target, Root::Param))
      Out.push_back(P);
  return Out;
}

std::vector<const CallSite *> PendingCalls::unknown() const {
  std::vector<const CallSite *> Out;
  for (const PendingCall &P : Calls)
    if (P.Target.isAny() ||
        !std::all_of(P.Target.ids().begin(), P.Target.ids().end(), [&](PathTable::Id T) {
          return Paths[T].Kind == Root::Function || Paths[T].Kind == Root::Param;
        }))
      Out.push_back(P.Call);
  return Out;
}

} // namespace polychrome::model
