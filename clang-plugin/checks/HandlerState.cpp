//===- HandlerState.cpp - Handlers with static or thread_local state ------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/checks/HandlerState.h"

#include "clang-plugin/Attributes.h"
#include "clang-plugin/SourceHandlers.h"
#include "clang-plugin/Uses.h"
#include "clang-plugin/Warnings.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace polychrome {

namespace {

/// Types whose objects handlers may share without getting in each other's way.
bool sharesWell(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->getDeclName().isIdentifier())
    return T->isAtomicType();
  StringRef Name = R->getName();
  return Name.starts_with("atomic") || Name == "counter" || Name.ends_with("mutex") ||
         Name == "once_flag";
}

/// `static int n` in a handler's function, or anybody's thread_local.
const VarDecl *state(const Stmt *S, const SourceManager &SM) {
  auto *Ref = dyn_cast<DeclRefExpr>(S);
  auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !(V->isStaticLocal() || V->getTLSKind() != VarDecl::TLS_None) ||
      V->getType().isConstQualified() || V->isConstexpr() || V->getType()->isReferenceType() ||
      SM.isInSystemHeader(V->getLocation()) || isMarkedCommuting(V) || sharesWell(V->getType()))
    return nullptr;
  return V;
}

/// All uses alike: make it const, or say that its updates commute.
void offer(const VarDecl *V, CheckContext &C) {
  auto *F = dyn_cast_or_null<FunctionDecl>(V->getParentFunctionOrMethod());
  if (!F || V->getBeginLoc().isMacroID() || !V->getType()->isIntegerType())
    return;
  bool Reads = true, Commutes = true;
  Use Operator = Use::Read;
  forEachUse(
      F->getBody(), [V](const ValueDecl *D) { return D == V; },
      [&](const ValueDecl *, const Expr *, Use U) {
        Reads &= U == Use::Read;
        Commutes &= commutes(U) && (Operator == Use::Read || Operator == U);
        Operator = U;
      });
  if (Reads)
    C.Warn.note(V->getLocation(), "it is never written: make it const")
        << FixItHint::CreateInsertion(V->getTypeSpecStartLoc(), "const ");
  else if (Commutes && !V->getType()->isBooleanType())
    C.Warn.note(V->getLocation(), "its updates commute: say so, and they conflict no more")
        << FixItHint::CreateInsertion(V->getBeginLoc(), "[[polychrome::commutes]] ");
  else
    C.Warn.note(V->getLocation(), "make it a member of what the handler belongs to");
}

void onHandler(const SourceHandler &H, CheckContext &C) {
  llvm::SmallPtrSet<const VarDecl *, 4> Said;
  forEachStep(H, [&](const Stmt *S, const CallExpr *Through) {
    const VarDecl *V = state(S, C.AST.getSourceManager());
    if (!V || !Said.insert(V).second)
      return;
    bool PerThread = V->getTLSKind() != VarDecl::TLS_None;
    auto W = C.Warn.warn(
        HandlerState, cast<Expr>(S)->getExprLoc(),
        PerThread ? "'%0' is thread_local: the handler has to stay on the thread that runs the loop"
                  : "'%0' is static: all invocations share it, and none runs beside another");
    if (!W)
      return;
    *W << V->getName() << S->getSourceRange();
    W.reset();
    if (Through)
      C.Warn.note(Through->getExprLoc(), "called from the handler here");
    if (PerThread)
      C.Warn.note(V->getLocation(), "make it a member of what the handler belongs to");
    else
      offer(V, C);
  });
}

} // namespace

const Check HandlerState = {"handler-state", false, onHandler, nullptr};

} // namespace polychrome
