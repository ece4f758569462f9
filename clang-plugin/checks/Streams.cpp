//===- Streams.cpp - Handlers that print ----------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/checks/Streams.h"

#include "clang-plugin/Includes.h"
#include "clang-plugin/SourceHandlers.h"
#include "clang-plugin/Warnings.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace polychrome {

namespace {

/// cout, cerr, clog, or empty.
StringRef stream(const Expr *E) {
  auto *Ref = dyn_cast<DeclRefExpr>(E);
  auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->isInStdNamespace() || !V->getDeclName().isIdentifier())
    return {};
  StringRef Name = V->getName();
  return Name == "cout" || Name == "cerr" || Name == "clog" ? Name : StringRef();
}

const CXXOperatorCallExpr *shift(const Stmt *S) {
  auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
  return Call && Call->getOperator() == OO_LessLess && Call->getNumArgs() == 2 ? Call : nullptr;
}

/// Of `cout << a << b`: cout.
const Expr *leftmost(const CXXOperatorCallExpr *Chain) {
  const Expr *E = Chain;
  while (auto *Call = shift(E))
    E = Call->getArg(0)->IgnoreParenImpCasts();
  return E;
}

/// What ends the line in a statement `cout << ... << E;`: std::endl, '\n', or a literal
/// that is or ends with a line feed.
enum class LineEnd { None, Whole, LastOfLiteral };

LineEnd lineEnd(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl()->isInStdNamespace() && Ref->getDecl()->getDeclName().isIdentifier() &&
                   Ref->getDecl()->getName() == "endl"
               ? LineEnd::Whole
               : LineEnd::None;
  if (auto *Character = dyn_cast<CharacterLiteral>(E))
    return Character->getValue() == '\n' ? LineEnd::Whole : LineEnd::None;
  auto *Text = dyn_cast<StringLiteral>(E);
  if (!Text || !Text->isOrdinary() || Text->getNumConcatenated() != 1)
    return LineEnd::None;
  StringRef S = Text->getString();
  if (!S.consume_back("\n") || S.contains('\n'))
    return LineEnd::None;
  return S.empty() ? LineEnd::Whole : LineEnd::LastOfLiteral;
}

/// The statement as polychrome::log() would have it, where that prints the same line.
bool offerLog(const CXXOperatorCallExpr *Chain, StringRef Name, DiagnosticBuilder &W,
              const ASTContext &AST) {
  const Expr *First = leftmost(Chain), *Last = Chain->getArg(1);
  const SourceManager &SM = AST.getSourceManager();
  LineEnd End = lineEnd(Last);
  if (End == LineEnd::None || First->getBeginLoc().isMacroID() ||
      Chain->getOperatorLoc().isMacroID() || Last->getBeginLoc().isMacroID() ||
      Last->getEndLoc().isMacroID())
    return false;
  // `cout << '\n'` alone: an empty line.
  SourceLocation LastEnd = Lexer::getLocForEndOfToken(Last->getEndLoc(), 0, SM, AST.getLangOpts());
  if (LastEnd.isInvalid())
    return false;
  if (End == LineEnd::LastOfLiteral) {
    // In the source: backslash, n, quote.
    SourceLocation Escape = LastEnd.getLocWithOffset(-3);
    if (StringRef(SM.getCharacterData(Escape), 3) != "\\n\"")
      return false;
    W << FixItHint::CreateRemoval(
        CharSourceRange::getCharRange(Escape, LastEnd.getLocWithOffset(-1)));
  } else {
    const Expr *Left = Chain->getArg(0)->IgnoreParenImpCasts();
    SourceLocation From = Lexer::getLocForEndOfToken(Left->getEndLoc(), 0, SM, AST.getLangOpts());
    W << FixItHint::CreateRemoval(CharSourceRange::getCharRange(From, LastEnd));
  }
  W << FixItHint::CreateReplacement(First->getSourceRange(),
                                    Name == "cout" ? "polychrome::log()"
                                                   : "polychrome::log(polychrome::to_stderr)");
  return true;
}

void onHandler(const SourceHandler &H, CheckContext &C) {
  // Outer links of a chain come first.
  llvm::SmallPtrSet<const Expr *, 16> Seen;
  forEachStep(H, [&](const Stmt *S, const CallExpr *Through) {
    auto *E = dyn_cast<Expr>(S);
    const CXXOperatorCallExpr *Chain = E ? shift(E) : nullptr;
    const Expr *First = Chain ? leftmost(Chain) : E;
    StringRef Name = First ? stream(First) : StringRef();
    if (Name.empty() || !Seen.insert(First).second)
      return;
    auto W = C.Warn.warn(Streams, First->getExprLoc(),
                         "handler prints to std::%0, and so conflicts with every other that "
                         "does; polychrome::log() commutes by line");
    if (!W)
      return;
    *W << Name << First->getSourceRange();
    bool Offered = Chain && offerLog(Chain, Name, *W, C.AST);
    bool Included = !Offered || declares(C.AST, "log");
    if (!Included)
      offerInclude(*W, First->getBeginLoc(), "polychrome/log.hpp", C);
    W.reset();
    if (!Included && Seen.size() == 1)
      C.Warn.note(First->getExprLoc(), "it is in <polychrome/log.hpp>");
    if (Through)
      C.Warn.note(Through->getExprLoc(), "called from the handler here");
  });
}

} // namespace

const Check Streams = {"streams", false, onHandler, nullptr};

} // namespace polychrome
