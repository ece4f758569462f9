//===- RawOwner.cpp - Handlers that do not keep their object alive --------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/checks/RawOwner.h"

#include "clang-plugin/SourceHandlers.h"
#include "clang-plugin/Warnings.h"
#include "clang-plugin/checks/RawLocals.h"
#include "pass/plugin/LLVMVersion.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace polychrome {

namespace {

bool isNamed(const CXXRecordDecl *R, StringRef A, StringRef B = {}) {
  return R && R->getDeclName().isIdentifier() && (R->getName() == A || R->getName() == B);
}

/// Does somebody have to share its objects to keep them?
bool isShared(const CXXRecordDecl *R) {
  if (!R || !R->hasDefinition())
    return false;
  CXXBasePaths Paths(/*FindAmbiguities=*/false, /*RecordPaths=*/false, /*DetectVirtual=*/false);
  return R->lookupInBases(
      [](const CXXBaseSpecifier *Base, CXXBasePath &) {
        return isNamed(Base->getType()->getAsCXXRecordDecl(), "enable_shared_from_this");
      },
      Paths);
}

/// A pointer's class, if it is one that is shared.
const CXXRecordDecl *rawOwned(QualType T) {
  const CXXRecordDecl *R = T->isPointerType() ? T->getPointeeType()->getAsCXXRecordDecl() : nullptr;
  return isShared(R) ? R->getDefinition() : nullptr;
}

/// Of what keeps an object, or looks whether somebody does.
bool keeps(QualType T) {
  return isNamed(T.getNonReferenceType()->getAsCXXRecordDecl(), "shared_ptr", "weak_ptr") ||
         isNamed(T.getNonReferenceType()->getAsCXXRecordDecl(), "intrusive_ptr");
}

bool isSmartPointer(QualType T) {
  return keeps(T) || isNamed(T.getNonReferenceType()->getAsCXXRecordDecl(), "unique_ptr");
}

bool inConstructorOrDestructor(const FunctionDecl *F) {
  return isa_and_nonnull<CXXConstructorDecl, CXXDestructorDecl>(F);
}

/// Members of a base that depends on a template parameter are not found by themselves.
std::string sharedFromThis(const CXXRecordDecl *R) {
  bool Template = isa<ClassTemplateSpecializationDecl>(R) || R->getDescribedClassTemplate();
  return Template ? "this->shared_from_this()" : "shared_from_this()";
}

/// After `this` in [this], or after the default in [=] and [&].
SourceLocation behind(const LambdaExpr *L, const LambdaCapture &This, const ASTContext &AST) {
  SourceLocation At = This.isExplicit() ? This.getLocation() : L->getCaptureDefaultLoc();
  return At.isInvalid() || At.isMacroID()
             ? SourceLocation()
             : Lexer::getLocForEndOfToken(At, 0, AST.getSourceManager(), AST.getLangOpts());
}

void lambda(const SourceHandler &H, CheckContext &C) {
  const LambdaCapture *Raw = nullptr;
  const CXXRecordDecl *Class = nullptr;
  for (const LambdaCapture &Capture : H.Lambda->captures()) {
    QualType T;
    if (Capture.getCaptureKind() == LCK_This) {
      auto *M = dyn_cast_or_null<CXXMethodDecl>(H.Within);
      T = M ? QualType(C.AST.getPointerType(typeOfTag(C.AST, M->getParent()))) : QualType();
    } else if (Capture.capturesVariable()) {
      T = Capture.getCapturedVar()->getType();
    }
    if (T.isNull())
      continue;
    if (keeps(T))
      return;
    if (const CXXRecordDecl *R = Raw ? nullptr : rawOwned(T)) {
      Raw = &Capture;
      Class = R;
    }
  }
  if (!Raw)
    return;
  bool This = Raw->getCaptureKind() == LCK_This;
  auto W = C.Warn.warn(RawOwner, Raw->getLocation(),
                       "handler holds '%0' but does not keep it alive: nobody may share the '%1' "
                       "when it runs");
  if (!W)
    return;
  *W << (This ? StringRef("this") : Raw->getCapturedVar()->getName()) << Class->getName();
  if (!C.AST.getLangOpts().CPlusPlus14 || inConstructorOrDestructor(H.Within))
    return;
  if (This) {
    if (SourceLocation At = behind(H.Lambda, *Raw, C.AST); At.isValid())
      *W << FixItHint::CreateInsertion(At, ", self = " + sharedFromThis(Class));
  } else if (Raw->isExplicit() && Raw->getCaptureKind() == LCK_ByCopy &&
             !cast<VarDecl>(Raw->getCapturedVar())->isInitCapture()) {
    if (SourceLocation At = behind(H.Lambda, *Raw, C.AST); At.isValid())
      *W << FixItHint::CreateInsertion(
          At, (" = " + Raw->getCapturedVar()->getName() + "->shared_from_this()").str());
  }
}

void bound(const SourceHandler &H, CheckContext &C) {
  for (const Expr *Argument : H.Bound)
    if (keeps(Argument->getType()))
      return;
  for (const Expr *Argument : H.Bound) {
    const Expr *E = bare(Argument);
    const CXXRecordDecl *R = E ? rawOwned(E->getType()) : nullptr;
    if (!R || !(isa<CXXThisExpr>(E) || isa<DeclRefExpr>(E)))
      continue;
    auto W = C.Warn.warn(RawOwner, E->getExprLoc(),
                         "handler holds a '%0' but does not keep it alive: nobody may share it "
                         "when it runs");
    if (!W)
      return;
    *W << R->getName() << E->getSourceRange();
    if (isa<CXXThisExpr>(E) && !E->getBeginLoc().isMacroID() &&
        !inConstructorOrDestructor(H.Within))
      *W << FixItHint::CreateReplacement(E->getSourceRange(), sharedFromThis(R));
    return;
  }
}

/// The warning without its fix-it, and the note that says where the object ends.
bool saysEnd(const LocalEnd &End, SourceLocation At, StringRef Name, CheckContext &C,
             llvm::function_ref<void(DiagnosticBuilder &)> FixIt) {
  auto W = C.Warn.warn(RawOwner, At,
                       End.Deleted ? "handler holds '%0', whose object is deleted when the handler "
                                     "may not have run"
                                   : "handler holds '%0', whose object ends with the local '%1': "
                                     "it may be gone when the handler runs");
  if (!W)
    return false;
  *W << Name;
  if (End.Owner) {
    *W << End.Owner->getName();
    FixIt(*W);
  }
  W.reset();
  if (End.Deleted)
    C.Warn.note(End.Deleted->getBeginLoc(), "deleted here");
  else
    C.Warn.note(End.Owner->getLocation(), "it is destroyed where its scope ends");
  return true;
}

/// Pointers to what the function that starts the handler deletes or owns.
bool lambdaOfLocals(const SourceHandler &H, CheckContext &C) {
  for (const LambdaCapture &Capture : H.Lambda->captures())
    if (Capture.capturesVariable() && isSmartPointer(Capture.getCapturedVar()->getType()))
      return false;
  for (const LambdaCapture &Capture : H.Lambda->captures()) {
    auto *V = Capture.capturesVariable() ? dyn_cast<VarDecl>(Capture.getCapturedVar()) : nullptr;
    if (!V || Capture.getCaptureKind() != LCK_ByCopy || !V->getType()->isPointerType())
      continue;
    LocalEnd End = localEnd(V, H, C.AST);
    if (!End)
      continue;
    return saysEnd(End, Capture.getLocation(), V->getName(), C, [&](DiagnosticBuilder &W) {
      // The owner goes along, if nobody needs it any more.
      if (!V->isInitCapture() || !End.OwnerIsFree || V->getInit()->getEndLoc().isMacroID())
        return;
      SourceLocation At = Lexer::getLocForEndOfToken(V->getInit()->getEndLoc(), 0,
                                                     C.AST.getSourceManager(), C.AST.getLangOpts());
      StringRef Owner = End.Owner->getName();
      W << FixItHint::CreateInsertion(At, (", " + Owner + " = std::move(" + Owner + ")").str());
    });
  }
  return false;
}

bool boundToLocals(const SourceHandler &H, CheckContext &C) {
  for (const Expr *Argument : H.Bound)
    if (Argument && isSmartPointer(Argument->getType()))
      return false;
  for (const Expr *Argument : H.Bound)
    if (LocalEnd End = localEnd(Argument, H, C.AST)) {
      auto *Ref = dyn_cast<DeclRefExpr>(bare(Argument));
      StringRef Name = Ref ? cast<VarDecl>(Ref->getDecl())->getName() : End.Owner->getName();
      return saysEnd(End, Argument->getExprLoc(), Name, C, [](DiagnosticBuilder &) {});
    }
  return false;
}

void onHandler(const SourceHandler &H, CheckContext &C) {
  if (!H.Started || !C.AST.getLangOpts().CPlusPlus)
    return;
  if (H.Lambda) {
    if (!lambdaOfLocals(H, C))
      lambda(H, C);
  } else if (!boundToLocals(H, C)) {
    bound(H, C);
  }
}

} // namespace

const Check RawOwner = {"raw-owner", false, onHandler, nullptr};

} // namespace polychrome
