//===- Warnings.h - What the checks say, and how loudly ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The warning groups -Wpolychrome-<check>. Clang 19 maps only its own diagnostics to
// groups: what a plugin defines knows neither -W flags nor pragmas nor -Werror. So the
// groups are kept here, by clang's rules: the command line in order, pragmas by place,
// -Werror and -w over all, nothing from system headers.
//
// Not handled: pragmas that lie in a precompiled header or a module.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_CLANG_PLUGIN_WARNINGS_H
#define POLYCHROME_CLANG_PLUGIN_WARNINGS_H

#include "clang/Basic/Diagnostic.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace polychrome {

struct Check;

class Warnings {
public:
  enum class Level : unsigned char { Off, Warning, Error, Unset };

  explicit Warnings(clang::DiagnosticsEngine &D);

  /// One flag without its "-W": "no-polychrome-streams", "error=polychrome". False if it
  /// names no group of ours.
  bool flag(llvm::StringRef Text);
  /// What `#pragma clang diagnostic` says, at this place. False: not a group of ours.
  bool pragma(clang::diag::Severity S, llvm::StringRef Group, clang::SourceLocation At);
  void push();
  void pop(clang::SourceLocation At);

  /// Begins a warning of this check, or nothing where it is off. `Text` takes arguments as
  /// clang's do. A place gets each check's warning once.
  std::optional<clang::DiagnosticBuilder> warn(const Check &C, clang::SourceLocation At,
                                               llvm::StringRef Text);
  clang::DiagnosticBuilder note(clang::SourceLocation At, llvm::StringRef Text);

  clang::DiagnosticsEngine &engine() { return Diags; }

private:
  /// By the check's number in allChecks().
  struct Group {
    Level Shown = Level::Unset; ///< -W, -Wno-
    Level Error = Level::Unset; ///< -Werror=, -Wno-error=: Error or Warning
  };
  using State = std::vector<Group>;

  clang::DiagnosticsEngine &Diags;
  State Current;
  std::vector<State> Pushed;
  /// What holds from a place on, in the order of the unit.
  std::vector<std::pair<clang::SourceLocation, State>> Changes;
  State AtStart;
  std::set<std::pair<clang::SourceLocation, const Check *>> Said;

  template <typename F> bool forGroups(llvm::StringRef Name, F &&Change);
  const State &stateAt(clang::SourceLocation At) const;
  Level levelOf(const Check &C, clang::SourceLocation At) const;
};

} // namespace polychrome

#endif // POLYCHROME_CLANG_PLUGIN_WARNINGS_H
