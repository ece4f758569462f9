//===- Commutes.cpp - Updates that do not commute -------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/checks/Commutes.h"

#include "clang-plugin/Attributes.h"
#include "clang-plugin/Uses.h"
#include "clang-plugin/Warnings.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;

namespace polychrome {

namespace {

/// The first update of each object, which says by what operator it is updated.
using Operators = llvm::DenseMap<const ValueDecl *, std::pair<Use, SourceLocation>>;

/// A member of a template's instantiation is the template's member.
const ValueDecl *written(const ValueDecl *D) { return cast<ValueDecl>(D->getCanonicalDecl()); }

/// `n = n + k` as `n += k`, if it is that.
void offerUpdate(const Expr *Whole, const ValueDecl *D, DiagnosticBuilder &W, CheckContext &C) {
  auto *Assign = dyn_cast<BinaryOperator>(Whole);
  if (!Assign || Assign->getOpcode() != BO_Assign || Assign->getBeginLoc().isMacroID() ||
      Assign->getEndLoc().isMacroID())
    return;
  auto *Value = dyn_cast<BinaryOperator>(Assign->getRHS()->IgnoreImpCasts());
  if (!Value)
    return;
  StringRef Op = Value->getOpcodeStr();
  if (Op != "+" && Op != "-" && Op != "|" && Op != "&" && Op != "^")
    return;
  const SourceManager &SM = C.AST.getSourceManager();
  auto Text = [&](const Expr *E) {
    return Lexer::getSourceText(CharSourceRange::getTokenRange(E->getSourceRange()), SM,
                                C.AST.getLangOpts());
  };
  // The same words: `stats.n` on both sides, nothing with side effects.
  const Expr *Old = Value->getLHS()->IgnoreImpCasts();
  if (Text(Old) != Text(Assign->getLHS()) || Old->HasSideEffects(C.AST))
    return;
  W << FixItHint::CreateReplacement(
      CharSourceRange::getTokenRange(Assign->getOperatorLoc(), Value->getOperatorLoc()),
      (Op + "=").str());
}

void use(const ValueDecl *D, const Expr *Whole, Use U, Operators &Known, CheckContext &C) {
  StringRef Name = D->getName();
  if (U == Use::Read)
    return;
  if (U == Use::LetGo) {
    if (auto W = C.Warn.warn(Commutes, Whole->getExprLoc(),
                             "'%0' is marked 'polychrome::commutes': updates by a reference or a "
                             "pointer to it cannot be seen"))
      *W << Name << Whole->getSourceRange();
    return;
  }
  if (U == Use::Write) {
    if (auto W = C.Warn.warn(Commutes, Whole->getExprLoc(),
                             "'%0' is marked 'polychrome::commutes', but this does not commute "
                             "with other updates: use ++, --, +=, -=, |=, &= or ^=, and not its "
                             "value")) {
      *W << Name << Whole->getSourceRange();
      offerUpdate(Whole, D, *W, C);
    }
    return;
  }
  auto [First, New] = Known.insert({written(D), {U, Whole->getExprLoc()}});
  if (New || First->second.first == U)
    return;
  if (auto W = C.Warn.warn(Commutes, Whole->getExprLoc(),
                           "'%0' is marked 'polychrome::commutes', but this does not commute "
                           "with its other updates")) {
    *W << Name << Whole->getSourceRange();
    W.reset();
    C.Warn.note(First->second.second, "which are by another operator");
  }
}

class Visitor : public RecursiveASTVisitor<Visitor> {
public:
  explicit Visitor(CheckContext &Context) : C(Context) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  /// What depends on a template's parameters is looked at where they are known.
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->doesThisDeclarationHaveABody() && !F->isDependentContext() &&
        !(isa<CXXMethodDecl>(F) && cast<CXXMethodDecl>(F)->getParent()->isLambda()))
      look(F->getBody());
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    if (V->hasGlobalStorage() && !V->isStaticLocal() && V->getInit() &&
        !V->getDeclContext()->isDependentContext())
      look(V->getInit());
    return true;
  }

private:
  CheckContext &C;
  Operators Known;

  void look(const Stmt *Code) {
    forEachUse(
        Code, [](const ValueDecl *D) { return isMarkedCommuting(D); },
        [this](const ValueDecl *D, const Expr *Whole, Use U) { use(D, Whole, U, Known, C); });
  }
};

void onUnit(ArrayRef<Decl *> Own, CheckContext &C) {
  if (!anyCommutes())
    return;
  Visitor V(C);
  for (Decl *D : Own)
    V.TraverseDecl(D);
}

} // namespace

const Check Commutes = {"commutes", true, nullptr, onUnit};

} // namespace polychrome
