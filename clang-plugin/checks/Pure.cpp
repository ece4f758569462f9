//===- Pure.cpp - Pure functions that change something --------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/checks/Pure.h"

#include "clang-plugin/Attributes.h"
#include "clang-plugin/SourceHandlers.h"
#include "clang-plugin/Warnings.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace polychrome {

namespace {

/// The lvalue's variable, if it is the function's own and holds the bytes itself: not
/// reached by a pointer or a reference.
bool isOwn(const Expr *E) {
  for (E = E->IgnoreParenImpCasts(); E;) {
    if (auto *Member = dyn_cast<MemberExpr>(E); Member && !Member->isArrow())
      E = Member->getBase()->IgnoreParenImpCasts();
    else if (auto *Element = dyn_cast<ArraySubscriptExpr>(E);
             Element && Element->getBase()->IgnoreParenImpCasts()->getType()->isArrayType())
      E = Element->getBase()->IgnoreParenImpCasts();
    else
      break;
  }
  if (isa<MaterializeTemporaryExpr, CXXTemporaryObjectExpr>(E))
    return true;
  auto *Ref = dyn_cast<DeclRefExpr>(E);
  auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && !V->getType()->isReferenceType();
}

/// What the expression writes, or null.
const Expr *written(const Stmt *S) {
  if (auto *Assign = dyn_cast<BinaryOperator>(S); Assign && Assign->isAssignmentOp())
    return Assign->getLHS();
  if (auto *Step = dyn_cast<UnaryOperator>(S); Step && Step->isIncrementDecrementOp())
    return Step->getSubExpr();
  return nullptr;
}

/// A write through a local pointer may be to the function's own memory: only what is
/// plainly somebody else's is named.
bool isOthers(const Expr *E) {
  if (isOwn(E))
    return false;
  E = E->IgnoreParenImpCasts();
  const Expr *Pointer = nullptr;
  if (auto *Member = dyn_cast<MemberExpr>(E)) {
    if (!Member->isArrow())
      return isOthers(Member->getBase());
    Pointer = Member->getBase()->IgnoreParenImpCasts();
    if (isa<CXXThisExpr>(Pointer))
      return true;
  } else if (auto *Through = dyn_cast<UnaryOperator>(E);
             Through && Through->getOpcode() == UO_Deref) {
    Pointer = Through->getSubExpr();
  } else if (auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
    Pointer = Element->getBase();
  } else if (auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V && (V->hasGlobalStorage() || isa<ParmVarDecl>(V));
  }
  auto *Ref = Pointer ? dyn_cast<DeclRefExpr>(Pointer->IgnoreParenImpCasts()) : nullptr;
  return Ref && isa<ParmVarDecl>(Ref->getDecl());
}

class Visitor : public RecursiveASTVisitor<Visitor> {
public:
  explicit Visitor(CheckContext &Context) : C(Context) {}

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->doesThisDeclarationHaveABody() || !isMarkedPure(F))
      return true;
    forEachStep({nullptr, F, nullptr, nullptr, {}}, [&](const Stmt *S, const CallExpr *Through) {
      const Expr *Target = written(S);
      if (!Target || Through || !isOthers(Target))
        return;
      if (auto W = C.Warn.warn(Pure, cast<Expr>(S)->getExprLoc(),
                               "'%0' is marked 'polychrome::pure', but writes what others can see"))
        *W << F->getNameAsString() << Target->getSourceRange();
    });
    return true;
  }

private:
  CheckContext &C;
};

void onUnit(ArrayRef<Decl *> Own, CheckContext &C) {
  if (!anyPure())
    return;
  Visitor V(C);
  for (Decl *D : Own)
    V.TraverseDecl(D);
}

} // namespace

const Check Pure = {"pure", true, nullptr, onUnit};

} // namespace polychrome
