//===- RawLocals.cpp - Objects that a function lets go of -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/checks/RawLocals.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace polychrome {

namespace {

bool isSmart(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && R->isInStdNamespace() && R->getDeclName().isIdentifier() &&
         (R->getName() == "unique_ptr" || R->getName() == "shared_ptr");
}

const VarDecl *localVariable(const Expr *E) {
  auto *Ref = dyn_cast_or_null<DeclRefExpr>(E ? bare(E) : nullptr);
  auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() ? V : nullptr;
}

/// Of `u.get()`: u, if that is a local smart pointer.
const VarDecl *ownerOf(const Expr *E) {
  auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E ? bare(E) : nullptr);
  const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
  if (!M || !M->getDeclName().isIdentifier() || M->getName() != "get")
    return nullptr;
  const VarDecl *V = localVariable(Call->getImplicitObjectArgument());
  return V && isSmart(V->getType()) ? V : nullptr;
}

bool isContext(const Expr *E) {
  const CXXRecordDecl *R = E->getType()->getAsCXXRecordDecl();
  return R && R->getDeclName().isIdentifier() &&
         (R->getName() == "io_context" || R->getName() == "thread_pool");
}

/// May the handlers that are started have run when this call returns?
bool mayRunTheLoop(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  if (!F)
    return true;
  StringRef Name = F->getDeclName().isIdentifier() ? F->getName() : StringRef();
  for (StringRef Begin : {"run", "poll", "join", "wait", "sleep", "polychrome_run"})
    if (Name.starts_with(Begin))
      return true;
  // A function of the user's that gets the loop.
  return !StringRef(nameOf(F)).contains("asio::") && llvm::any_of(Call->arguments(), isContext);
}

/// What the function that starts the handler does, as far as this looks.
class Later {
public:
  Later(const SourceHandler &H, const VarDecl *Of, ASTContext &Context)
      : Handler(H), Wanted(Of), SM(Context.getSourceManager()) {
    seeAll(H.Within->getBody());
  }

  const CXXDeleteExpr *Delete = nullptr; ///< of what is wanted, behind the start
  bool RunsBeforeDelete = false;
  bool RunsInScope = false;
  bool Moved = false;     ///< or handed on in another way: any use but get() and its like
  bool Mentioned = false; ///< behind the start

private:
  const SourceHandler &Handler;
  const VarDecl *Wanted;
  const SourceManager &SM;
  SourceLocation ScopeEnd; ///< of what is wanted; none for parameters

  bool behind(const Stmt *S) const {
    return SM.isBeforeInTranslationUnit(SM.getExpansionLoc(Handler.Started->getEndLoc()),
                                        SM.getExpansionLoc(S->getBeginLoc()));
  }
  bool around(const Stmt *S) const {
    return !behind(S) &&
           SM.isBeforeInTranslationUnit(SM.getExpansionLoc(Handler.Started->getEndLoc()),
                                        SM.getExpansionLoc(S->getEndLoc()));
  }
  void seeAll(const Stmt *Root);
  void see(const Stmt *S);
  void seeMention(const Stmt *S);
};

void Later::seeMention(const Stmt *S) {
  auto *Ref = dyn_cast<DeclRefExpr>(S);
  if (Ref && Ref->getDecl() == Wanted && behind(S))
    Mentioned = true;
  if (auto *Call = dyn_cast<CallExpr>(S); Call && Call->isCallToStdMove())
    Moved |= localVariable(Call->getArg(0)) == Wanted;
  if (auto *Call = dyn_cast<CXXMemberCallExpr>(S))
    if (const CXXMethodDecl *M = Call->getMethodDecl(); M && M->getDeclName().isIdentifier())
      Moved |= (M->getName() == "release" || M->getName() == "swap") &&
               localVariable(Call->getImplicitObjectArgument()) == Wanted;
  if (auto *Return = dyn_cast<ReturnStmt>(S))
    Moved |= localVariable(Return->getRetValue()) == Wanted;
  // A shared_ptr's copy keeps the object as well.
  if (auto *Copy = dyn_cast<CXXConstructExpr>(S); Copy && Copy->getNumArgs() >= 1)
    Moved |= isSmart(Copy->getType()) && localVariable(Copy->getArg(0)) == Wanted;
}

/// In the order of the source; with a list of what is still to do, as expressions may be deep.
void Later::seeAll(const Stmt *Root) {
  llvm::SmallVector<const Stmt *, 32> Todo{Root};
  while (!Todo.empty()) {
    const Stmt *S = Todo.pop_back_val();
    auto *L = dyn_cast_or_null<LambdaExpr>(S);
    // Other handlers run when they are due.
    if (!S || (L && !around(S)))
      continue;
    see(S);
    llvm::SmallVector<const Stmt *, 8> Children(S->child_begin(), S->child_end());
    if (L)
      Children = {L->getBody()};
    Todo.append(Children.rbegin(), Children.rend());
  }
}

void Later::see(const Stmt *S) {
  if (auto *Call = dyn_cast<CallExpr>(S); Call && behind(S) && mayRunTheLoop(Call)) {
    RunsInScope |= ScopeEnd.isInvalid() ||
                   SM.isBeforeInTranslationUnit(SM.getExpansionLoc(S->getBeginLoc()), ScopeEnd);
    RunsBeforeDelete |= !Delete;
  }
  if (auto *Block = dyn_cast<CompoundStmt>(S))
    for (const Stmt *Each : Block->body())
      if (auto *D = dyn_cast<DeclStmt>(Each); D && llvm::is_contained(D->decls(), Wanted))
        ScopeEnd = SM.getExpansionLoc(Block->getEndLoc());
  if (auto *D = dyn_cast<CXXDeleteExpr>(S);
      D && !Delete && behind(S) && localVariable(D->getArgument()) == Wanted)
    Delete = D;
  seeMention(S);
}

LocalEnd owned(const VarDecl *Owner, const SourceHandler &H, ASTContext &AST) {
  LocalEnd Out;
  if (!Owner)
    return Out;
  Later L(H, Owner, AST);
  if (L.RunsInScope || L.Moved)
    return Out;
  Out.Owner = Owner;
  Out.OwnerIsFree = !L.Mentioned;
  return Out;
}

LocalEnd ofVariable(const VarDecl *V, const SourceHandler &H, ASTContext &AST) {
  if (!V->hasLocalStorage() || !V->getType()->isPointerType())
    return {};
  if (Later L(H, V, AST); L.Delete && !L.RunsBeforeDelete) {
    LocalEnd Out;
    Out.Deleted = L.Delete;
    return Out;
  }
  return owned(ownerOf(V->getInit()), H, AST);
}

} // namespace

LocalEnd localEnd(const VarDecl *Captured, const SourceHandler &H, ASTContext &AST) {
  if (!H.Within || !H.Within->getBody())
    return {};
  if (!Captured->isInitCapture())
    return ofVariable(Captured, H, AST);
  return localEnd(Captured->getInit(), H, AST);
}

LocalEnd localEnd(const Expr *Stored, const SourceHandler &H, ASTContext &AST) {
  if (!Stored || !H.Within || !H.Within->getBody())
    return {};
  if (const VarDecl *V = localVariable(Stored))
    return ofVariable(V, H, AST);
  return owned(ownerOf(Stored), H, AST);
}

} // namespace polychrome
