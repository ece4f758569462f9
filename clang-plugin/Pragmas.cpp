//===- Pragmas.cpp - #pragma clang diagnostic for our groups --------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/Pragmas.h"

#include "clang-plugin/Warnings.h"

#include "clang/Lex/LexDiagnostic.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace polychrome {

namespace {

class DiagnosticPragma : public PragmaHandler {
public:
  DiagnosticPragma(const char *NS, std::shared_ptr<Warnings> Ours)
      : PragmaHandler("diagnostic"), Namespace(NS), W(std::move(Ours)) {}

  void HandlePragma(Preprocessor &PP, PragmaIntroducer, Token &Name) override;

private:
  const char *Namespace;
  std::shared_ptr<Warnings> W;

  void stack(Preprocessor &PP, SourceLocation At, bool Push, const Token &Next);
  void group(Preprocessor &PP, SourceLocation At, diag::Severity S, Token &Tok);
};

void DiagnosticPragma::HandlePragma(Preprocessor &PP, PragmaIntroducer, Token &Name) {
  Token Tok;
  PP.LexUnexpandedToken(Tok);
  if (Tok.isNot(tok::identifier)) {
    PP.Diag(Tok, diag::warn_pragma_diagnostic_invalid);
    return;
  }
  StringRef Word = Tok.getIdentifierInfo()->getName();
  PP.LexUnexpandedToken(Tok);
  if (Word == "push" || Word == "pop")
    return stack(PP, Name.getLocation(), Word == "push", Tok);
  auto Severity = llvm::StringSwitch<std::optional<diag::Severity>>(Word)
                      .Case("ignored", diag::Severity::Ignored)
                      .Case("warning", diag::Severity::Warning)
                      .Case("error", diag::Severity::Error)
                      .Case("fatal", diag::Severity::Fatal)
                      .Default(std::nullopt);
  if (!Severity) {
    PP.Diag(Tok, diag::warn_pragma_diagnostic_invalid);
    return;
  }
  group(PP, Name.getLocation(), *Severity, Tok);
}

void DiagnosticPragma::stack(Preprocessor &PP, SourceLocation At, bool Push, const Token &Next) {
  PPCallbacks *Callbacks = PP.getPPCallbacks();
  if (Push) {
    PP.getDiagnostics().pushMappings(At);
    W->push();
    if (Callbacks)
      Callbacks->PragmaDiagnosticPush(At, Namespace);
  } else if (!PP.getDiagnostics().popMappings(At)) {
    PP.Diag(Next, diag::warn_pragma_diagnostic_cannot_pop);
  } else {
    W->pop(At);
    if (Callbacks)
      Callbacks->PragmaDiagnosticPop(At, Namespace);
  }
  if (Next.isNot(tok::eod))
    PP.Diag(Next.getLocation(), diag::warn_pragma_diagnostic_invalid_token);
}

void DiagnosticPragma::group(Preprocessor &PP, SourceLocation At, diag::Severity S, Token &Tok) {
  SourceLocation TextAt = Tok.getLocation();
  std::string Option;
  if (!PP.FinishLexStringLiteral(Tok, Option, "pragma diagnostic", /*AllowMacroExpansion=*/false))
    return;
  if (Tok.isNot(tok::eod)) {
    PP.Diag(Tok.getLocation(), diag::warn_pragma_diagnostic_invalid_token);
    return;
  }
  StringRef Group = Option;
  bool IsWarning = Group.starts_with("-W");
  if (Group.size() < 3 || !(IsWarning || Group.starts_with("-R"))) {
    PP.Diag(TextAt, diag::warn_pragma_diagnostic_invalid_option);
    return;
  }
  Group = Group.drop_front(2);
  diag::Flavor Flavor = IsWarning ? diag::Flavor::WarningOrError : diag::Flavor::Remark;
  bool Unknown = false;
  if (IsWarning && W->pragma(S, Group, At))
    return;
  if (Group == "everything")
    PP.getDiagnostics().setSeverityForAll(Flavor, S, At);
  else
    Unknown = PP.getDiagnostics().setSeverityForGroup(Flavor, Group, S, At);
  if (Unknown)
    PP.Diag(TextAt, diag::warn_pragma_diagnostic_unknown_warning) << Option;
  else if (PPCallbacks *Callbacks = PP.getPPCallbacks())
    Callbacks->PragmaDiagnostic(At, Namespace, S, Option);
}

} // namespace

void handlePragmas(Preprocessor &PP, std::shared_ptr<Warnings> W) {
  for (const char *Namespace : {"clang", "GCC"}) {
    auto *Ours = new DiagnosticPragma(Namespace, W);
    // Removes by name, so clang's; the preprocessor owns what is added.
    PP.RemovePragmaHandler(Namespace, Ours);
    PP.AddPragmaHandler(Namespace, Ours);
  }
}

} // namespace polychrome
