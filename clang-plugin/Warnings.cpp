//===- Warnings.cpp - What the checks say, and how loudly -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/Warnings.h"

#include "clang-plugin/Check.h"

#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace polychrome {

namespace {

unsigned numberOf(const Check &C) {
  llvm::ArrayRef<const Check *> All = allChecks();
  return llvm::find(All, &C) - All.begin();
}

} // namespace

Warnings::Warnings(DiagnosticsEngine &D)
    : Diags(D), Current(allChecks().size()), AtStart(Current) {}

/// "polychrome" is all groups.
template <typename F> bool Warnings::forGroups(llvm::StringRef Name, F &&Change) {
  if (!Name.consume_front("polychrome"))
    return false;
  bool All = Name.empty();
  if (!All && !Name.consume_front("-"))
    return false;
  bool Found = All;
  for (const Check *C : allChecks())
    if (All || Name == C->Name) {
      Change(Current[numberOf(*C)]);
      Found = true;
    }
  return Found;
}

bool Warnings::flag(llvm::StringRef Text) {
  bool No = Text.consume_front("no-");
  bool Found;
  if (Text.consume_front("error="))
    Found = forGroups(Text, [No](Group &G) {
      G.Error = No ? Level::Warning : Level::Error;
      if (!No)
        G.Shown = Level::Warning;
    });
  else
    Found = forGroups(Text, [No](Group &G) { G.Shown = No ? Level::Off : Level::Warning; });
  AtStart = Current;
  return Found;
}

bool Warnings::pragma(diag::Severity S, llvm::StringRef Name, SourceLocation At) {
  bool Found = forGroups(Name, [S](Group &G) {
    G.Shown = S == diag::Severity::Ignored ? Level::Off : Level::Warning;
    G.Error = S == diag::Severity::Warning ? Level::Warning : Level::Error;
  });
  if (Found)
    Changes.push_back({At, Current});
  return Found;
}

void Warnings::push() { Pushed.push_back(Current); }

void Warnings::pop(SourceLocation At) {
  if (Pushed.empty())
    return;
  Current = std::move(Pushed.back());
  Pushed.pop_back();
  if (!Changes.empty())
    Changes.push_back({At, Current});
}

const Warnings::State &Warnings::stateAt(SourceLocation At) const {
  const SourceManager &SM = Diags.getSourceManager();
  SourceLocation Place = SM.getExpansionLoc(At);
  const State *S = &AtStart;
  for (const auto &[From, There] : Changes) {
    if (!SM.isBeforeInTranslationUnit(SM.getExpansionLoc(From), Place))
      break;
    S = &There;
  }
  return *S;
}

Warnings::Level Warnings::levelOf(const Check &C, SourceLocation At) const {
  const Group &G = stateAt(At)[numberOf(C)];
  if (G.Shown == Level::Off)
    return Level::Off;
  bool IsError = G.Error == Level::Error || (G.Error == Level::Unset && C.DefaultsToError);
  if (!IsError && Diags.getIgnoreAllWarnings())
    return Level::Off;
  if (!IsError && G.Error == Level::Unset)
    IsError = Diags.getWarningsAsErrors();
  return IsError ? Level::Error : Level::Warning;
}

std::optional<DiagnosticBuilder> Warnings::warn(const Check &C, SourceLocation At,
                                                llvm::StringRef Text) {
  const SourceManager &SM = Diags.getSourceManager();
  if (At.isInvalid() || SM.isInSystemHeader(SM.getExpansionLoc(At)))
    return std::nullopt;
  Level L = levelOf(C, At);
  if (L == Level::Off || !Said.insert({At, &C}).second)
    return std::nullopt;
  bool Promoted = L == Level::Error && !C.DefaultsToError;
  std::string Full =
      (Text + " [" + (Promoted ? "-Werror,-Wpolychrome-" : "-Wpolychrome-") + C.Name + "]").str();
  unsigned Id = Diags.getDiagnosticIDs()->getCustomDiagID(
      L == Level::Error ? DiagnosticIDs::Error : DiagnosticIDs::Warning, Full);
  return Diags.Report(At, Id);
}

DiagnosticBuilder Warnings::note(SourceLocation At, llvm::StringRef Text) {
  return Diags.Report(At, Diags.getDiagnosticIDs()->getCustomDiagID(DiagnosticIDs::Note, Text));
}

} // namespace polychrome
