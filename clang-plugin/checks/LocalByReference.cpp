//===- LocalByReference.cpp - Handlers that refer to a local variable -----===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/checks/LocalByReference.h"

#include "clang-plugin/SourceHandlers.h"
#include "clang-plugin/Warnings.h"
#include "pass/plugin/LLVMVersion.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace polychrome {

namespace {

/// Does this function stay until its handlers have run, as far as its calls show: does it
/// run the loop, or wait for threads or results? Coroutines come back, too.
bool staysUntilRun(const FunctionDecl *F) {
  const Stmt *Body = F->getBody();
  if (!Body || isa<CoroutineBodyStmt>(Body))
    return true;
  bool Stays = false;
  forEachStep({nullptr, F, nullptr, nullptr, {}}, [&](const Stmt *S, const CallExpr *) {
    auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (Callee && Callee->getDeclName().isIdentifier())
      Stays |= NameSwitch<bool>(Callee->getName())
                   .Cases({"run", "run_one", "run_for", "run_until", "poll", "poll_one"}, true)
                   .Cases({"join", "wait", "get", "attach", "polychrome_run"}, true)
                   .Default(false);
  });
  return Stays;
}

/// The function whose call owns the variable, if that has returned when a handler runs.
const FunctionDecl *goneOwner(const ValueDecl *D) {
  auto *V = dyn_cast_or_null<VarDecl>(D);
  if (!V || !V->hasLocalStorage() || V->isInitCapture() || V->getType()->isReferenceType())
    return nullptr;
  auto *F = dyn_cast_or_null<FunctionDecl>(V->getParentFunctionOrMethod());
  return F && !staysUntilRun(F) ? F : nullptr;
}

bool isOfLoop(const VarDecl *V, const FunctionDecl *Owner) {
  bool Found = false;
  auto Declares = [V](const Stmt *S) {
    auto *D = dyn_cast_or_null<DeclStmt>(S);
    return D && llvm::is_contained(D->decls(), V);
  };
  forEachStep({nullptr, Owner, nullptr, nullptr, {}}, [&](const Stmt *S, const CallExpr *) {
    if (auto *For = dyn_cast<ForStmt>(S))
      Found |= Declares(For->getInit());
    else if (auto *Range = dyn_cast<CXXForRangeStmt>(S))
      Found |= Declares(Range->getLoopVarStmt());
  });
  return Found;
}

/// The local variable whose address or reference this expression passes on, or null.
const VarDecl *addressed(const Expr *E) {
  for (E = bare(E); E; E = bare(E)) {
    if (auto *Cast = dyn_cast<ExplicitCastExpr>(E)) {
      E = Cast->getSubExpr();
      continue;
    }
    const Expr *Inside = nullptr;
    if (auto *Unary = dyn_cast<UnaryOperator>(E); Unary && Unary->getOpcode() == UO_AddrOf)
      Inside = Unary->getSubExpr();
    else if (auto *Call = dyn_cast<CallExpr>(E); Call && Call->getNumArgs() == 1)
      if (std::string N = nameOf(Call->getDirectCallee());
          N == "std::ref" || N == "std::cref" || N == "boost::ref" || N == "std::addressof")
        Inside = Call->getArg(0);
    auto *Ref = Inside ? dyn_cast<DeclRefExpr>(bare(Inside)) : nullptr;
    return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  }
  return nullptr;
}

StringRef kindOf(const VarDecl *V, const FunctionDecl *Owner) {
  return isa<ParmVarDecl>(V)  ? "parameter"
         : isOfLoop(V, Owner) ? "loop variable"
                              : "local variable";
}

/// Whether a copy costs and means the same as the variable.
bool copies(const VarDecl *V, const ASTContext &AST) {
  return !V->getType()->isDependentType() && V->getType().isTriviallyCopyableType(AST);
}

bool isPartOf(const Expr *E, const VarDecl *V) {
  for (E = bare(E); E;) {
    if (auto *Member = dyn_cast<MemberExpr>(E); Member && !Member->isArrow())
      E = bare(Member->getBase());
    else if (auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      E = bare(Element->getBase());
    else
      break;
  }
  auto *Ref = dyn_cast_or_null<DeclRefExpr>(E);
  return Ref && Ref->getDecl() == V;
}

/// Is it plainly changed there? Then a copy does not stand for it, nor can it be changed.
bool isChanged(const Stmt *S, const VarDecl *V) {
  if (!S)
    return false;
  if (auto *Unary = dyn_cast<UnaryOperator>(S);
      Unary && Unary->isIncrementDecrementOp() && isPartOf(Unary->getSubExpr(), V))
    return true;
  if (auto *Binary = dyn_cast<BinaryOperator>(S);
      Binary && Binary->isAssignmentOp() && isPartOf(Binary->getLHS(), V))
    return true;
  return llvm::any_of(S->children(), [V](const Stmt *Child) { return isChanged(Child, V); });
}

void offerCopy(const LambdaExpr *L, const LambdaCapture &Capture, CheckContext &C) {
  auto *V = cast<VarDecl>(Capture.getCapturedVar());
  if (!copies(V, C.AST) || Capture.getLocation().isMacroID() || isChanged(L->getBody(), V))
    return;
  FixItHint Fix;
  if (Capture.isExplicit()) {
    // The capture's place is the name's; the ampersand is in front.
    SourceLocation Name = Capture.getLocation();
    const SourceManager &SM = C.AST.getSourceManager();
    StringRef Before = SM.getBufferData(SM.getFileID(Name)).take_front(SM.getFileOffset(Name));
    StringRef Trimmed = Before.rtrim();
    if (!Trimmed.ends_with("&"))
      return;
    Fix = FixItHint::CreateRemoval(CharSourceRange::getCharRange(
        Name.getLocWithOffset(-static_cast<int>(Before.size() - Trimmed.size()) - 1), Name));
  } else {
    SourceLocation Default = L->getCaptureDefaultLoc();
    if (Default.isInvalid() || Default.isMacroID())
      return;
    Fix = FixItHint::CreateInsertion(Default.getLocWithOffset(1), (", " + V->getName()).str());
  }
  C.Warn.note(Capture.getLocation(), "capture a copy of '%0'") << V->getName() << Fix;
}

/// The variable that a capture refers to: `&x`, `&r = x`, `p = &x`; or null.
const VarDecl *referred(const LambdaCapture &Capture) {
  if (!Capture.capturesVariable())
    return nullptr;
  auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar());
  bool ByReference = Capture.getCaptureKind() == LCK_ByRef;
  if (!V || !V->isInitCapture())
    return ByReference ? V : nullptr;
  const Expr *Init = V->getInit();
  if (!Init || !ByReference)
    return Init ? addressed(Init) : nullptr;
  auto *Ref = dyn_cast<DeclRefExpr>(bare(Init));
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

void lambda(const SourceHandler &H, CheckContext &C) {
  for (const LambdaCapture &Capture : H.Lambda->captures()) {
    const VarDecl *V = referred(Capture);
    const FunctionDecl *Owner = goneOwner(V);
    if (!Owner)
      continue;
    auto W = C.Warn.warn(LocalByReference, Capture.getLocation(),
                         "handler refers to the %0 '%1', which is gone when it runs");
    if (!W)
      continue;
    *W << kindOf(V, Owner) << V->getName();
    W.reset();
    if (V == Capture.getCapturedVar())
      offerCopy(H.Lambda, Capture, C);
  }
}

void bound(const SourceHandler &H, CheckContext &C) {
  for (const Expr *Argument : H.Bound) {
    const VarDecl *V = addressed(Argument);
    const FunctionDecl *Owner = goneOwner(V);
    if (!Owner)
      continue;
    if (auto W = C.Warn.warn(LocalByReference, Argument->getExprLoc(),
                             "handler gets the address of the %0 '%1', which is gone when it runs"))
      *W << kindOf(V, Owner) << V->getName() << Argument->getSourceRange();
  }
}

void onHandler(const SourceHandler &H, CheckContext &C) {
  if (!H.Started)
    return;
  if (H.Lambda)
    lambda(H, C);
  bound(H, C);
}

} // namespace

const Check LocalByReference = {"local-by-reference", false, onHandler, nullptr};

} // namespace polychrome
