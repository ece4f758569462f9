//===- Uses.cpp - How code uses a variable or a field ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/Uses.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace polychrome {

namespace {

/// Does nobody look at the value of this expression?
bool isUnused(const Stmt *E, const ParentMap &Parents) {
  const Stmt *Parent = Parents.getParent(E);
  if (!Parent)
    return false;
  if (isa<ParenExpr, ExprWithCleanups, AttributedStmt, LabelStmt>(Parent))
    return isUnused(Parent, Parents);
  if (isa<CompoundStmt>(Parent)) {
    // ({ ...; E; }) has the value of E.
    auto *Block = dyn_cast_or_null<StmtExpr>(Parents.getParent(Parent));
    return !Block || cast<CompoundStmt>(Parent)->body_back() != E;
  }
  if (auto *Cast = dyn_cast<ExplicitCastExpr>(Parent))
    return Cast->getType()->isVoidType();
  if (auto *Comma = dyn_cast<BinaryOperator>(Parent); Comma && Comma->isCommaOp())
    return Comma->getLHS() == E || isUnused(Comma, Parents);
  if (auto *For = dyn_cast<ForStmt>(Parent))
    return For->getCond() != E;
  if (auto *If = dyn_cast<IfStmt>(Parent))
    return If->getThen() == E || If->getElse() == E;
  if (auto *While = dyn_cast<WhileStmt>(Parent))
    return While->getBody() == E;
  if (auto *Do = dyn_cast<DoStmt>(Parent))
    return Do->getBody() == E;
  if (auto *For = dyn_cast<CXXForRangeStmt>(Parent))
    return For->getBody() == E;
  if (auto *Case = dyn_cast<SwitchCase>(Parent))
    return Case->getSubStmt() == E;
  return false;
}

Use compound(BinaryOperatorKind Op) {
  switch (Op) {
  case BO_AddAssign:
  case BO_SubAssign:
    return Use::Add;
  case BO_OrAssign:
    return Use::Or;
  case BO_AndAssign:
    return Use::And;
  case BO_XorAssign:
    return Use::Xor;
  default:
    return Use::Write;
  }
}

/// How the lvalue is used; `Whole` becomes the expression that does it.
Use classify(const Expr *Lvalue, const ParentMap &Parents, const Expr *&Whole) {
  const Stmt *E = Lvalue;
  Whole = Lvalue;
  bool Const = false;
  while (const Stmt *Parent = Parents.getParent(E)) {
    if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr>(Parent))
      return Use::Read;
    if (auto *Unary = dyn_cast<UnaryOperator>(Parent)) {
      Whole = Unary;
      if (Unary->isIncrementDecrementOp())
        return isUnused(Unary, Parents) ? Use::Add : Use::Write;
      if (Unary->getOpcode() != UO_AddrOf)
        return Use::LetGo;
    } else if (auto *Binary = dyn_cast<BinaryOperator>(Parent)) {
      if (Binary->isAssignmentOp() && Binary->getLHS() == E) {
        Whole = Binary;
        Use U = compound(Binary->getOpcode());
        return U != Use::Write && isUnused(Binary, Parents) ? U : Use::Write;
      }
      if (Binary->isCommaOp() && Binary->getLHS() == E)
        return Use::Read;
      return Const ? Use::Read : Use::LetGo;
    } else if (auto *Cast = dyn_cast<CastExpr>(Parent)) {
      if (Cast->getCastKind() == CK_LValueToRValue || Cast->getCastKind() == CK_ToVoid)
        return Use::Read;
      QualType T = Cast->getType();
      Const |= T->isPointerType() ? T->getPointeeType().isConstQualified() : T.isConstQualified();
    } else if (!isa<ParenExpr>(Parent)) {
      break;
    }
    E = Parent;
  }
  if (Const)
    return Use::Read;
  return Parents.getParent(E) && isa<CompoundStmt>(Parents.getParent(E)) ? Use::Read : Use::LetGo;
}

void visit(const Stmt *Code, const ParentMap &Parents,
           llvm::function_ref<bool(const ValueDecl *)> Wanted,
           llvm::function_ref<void(const ValueDecl *, const Expr *, Use)> See) {
  llvm::SmallVector<const Stmt *, 32> Todo{Code};
  while (!Todo.empty()) {
    const Stmt *S = Todo.pop_back_val();
    if (!S)
      continue;
    const ValueDecl *D = nullptr;
    if (auto *Ref = dyn_cast<DeclRefExpr>(S))
      D = Ref->getDecl();
    else if (auto *Member = dyn_cast<MemberExpr>(S))
      D = Member->getMemberDecl();
    if (D && Wanted(D)) {
      const Expr *Whole = nullptr;
      Use U = classify(cast<Expr>(S), Parents, Whole);
      See(D, Whole, U);
    }
    llvm::SmallVector<const Stmt *, 8> Children(S->child_begin(), S->child_end());
    Todo.append(Children.rbegin(), Children.rend());
  }
}

} // namespace

void forEachUse(const Stmt *Code, llvm::function_ref<bool(const ValueDecl *)> Wanted,
                llvm::function_ref<void(const ValueDecl *, const Expr *, Use)> See) {
  if (!Code)
    return;
  ParentMap Parents(const_cast<Stmt *>(Code));
  visit(Code, Parents, Wanted, See);
}

} // namespace polychrome
