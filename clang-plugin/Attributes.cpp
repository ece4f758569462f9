//===- Attributes.cpp - [[polychrome::...]] -------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/Attributes.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace polychrome {

namespace {

constexpr StringRef HandlerText = "polychrome.handler";
/// A lambda's operator() itself is never posted: no handler to the pass.
constexpr StringRef LambdaText = "polychrome.handler-lambda";
constexpr StringRef CommutesText = "polychrome.commutes";
constexpr StringRef PureText = "polychrome.pure:";
constexpr StringRef IndependentText = "polychrome.independent:";

bool SeenCommutes = false;
bool SeenPure = false;

bool annotated(const Decl *D, StringRef Prefix) {
  return D && llvm::any_of(D->specific_attrs<AnnotateAttr>(), [&](const AnnotateAttr *A) {
           return A->getAnnotation().starts_with(Prefix);
         });
}

/// The attribute with its brackets, or with the comma where it is one of several.
CharSourceRange removal(const ParsedAttr &A, Sema &S) {
  SourceManager &SM = S.getSourceManager();
  SourceRange R = A.getRange();
  if (R.getBegin().isMacroID() || R.getEnd().isMacroID())
    return {};
  auto [File, Begin] = SM.getDecomposedLoc(R.getBegin());
  SourceLocation After = Lexer::getLocForEndOfToken(R.getEnd(), 0, SM, S.getLangOpts());
  if (SM.getFileID(After) != File)
    return {};
  StringRef Text = SM.getBufferData(File);
  StringRef Before = Text.take_front(Begin).rtrim();
  StringRef Rest = Text.drop_front(SM.getFileOffset(After)).ltrim();
  bool First = Before.ends_with("[[") || Before.ends_with("((");
  bool Last = Rest.starts_with("]]") || Rest.starts_with("))");
  SourceLocation Start = SM.getLocForStartOfFile(File);
  auto At = [&](const char *P) { return Start.getLocWithOffset(P - Text.begin()); };
  if (First && Last) {
    StringRef Behind = Rest.drop_front(2);
    return CharSourceRange::getCharRange(At(Before.end() - 2), At(Behind.ltrim(" ").begin()));
  }
  if (!First && Before.ends_with(","))
    return CharSourceRange::getCharRange(At(Before.end() - 1), After);
  if (First && Rest.starts_with(","))
    return CharSourceRange::getCharRange(R.getBegin(), At(Rest.drop_front(1).ltrim(" ").begin()));
  return {};
}

/// What follows the attribute's name in parentheses: clang drops it where it does not know
/// an attribute itself.
CharSourceRange arguments(const ParsedAttr &A, Sema &S) {
  const SourceManager &SM = S.getSourceManager();
  const LangOptions &LO = S.getLangOpts();
  if (A.getLoc().isMacroID())
    return {};
  SourceLocation Name = A.getLoc();
  if (auto Colons = Lexer::findNextToken(A.getScopeLoc(), SM, LO);
      A.getScopeLoc() == Name && Colons && Colons->is(tok::coloncolon))
    if (auto Word = Lexer::findNextToken(Colons->getLocation(), SM, LO))
      Name = Word->getLocation();
  auto Open = Lexer::findNextToken(Name, SM, LO);
  if (!Open || Open->isNot(tok::l_paren))
    return {};
  unsigned Depth = 1;
  for (auto T = Lexer::findNextToken(Open->getLocation(), SM, LO); T && T->isNot(tok::eof);
       T = Lexer::findNextToken(T->getLocation(), SM, LO)) {
    Depth += T->is(tok::l_paren);
    Depth -= T->is(tok::r_paren);
    if (!Depth)
      return CharSourceRange::getCharRange(Open->getLocation(), T->getEndLoc());
  }
  return {};
}

/// One of the attributes. Derived classes say what it may stand on.
struct Attribute : ParsedAttrInfo {
  explicit Attribute(const Spelling *S, StringRef N) : Name(N) {
    Spellings = ArrayRef(S, 2);
    OptArgs = 15; // so that arguments are ours to complain of
  }

  StringRef Name;

  AttrHandling handleDeclAttribute(Sema &S, Decl *D, const ParsedAttr &A) const override {
    CharSourceRange Arguments = arguments(A, S);
    std::string Wrong = misuse(D);
    if (Wrong.empty() && Arguments.isValid())
      Wrong = "takes no arguments";
    else
      Arguments = {};
    if (Wrong.empty())
      Wrong = contradiction(D);
    if (Wrong.empty()) {
      apply(S, D, A);
      return AttributeApplied;
    }
    DiagnosticsEngine &Diags = S.getDiagnostics();
    auto E =
        S.Diag(A.getLoc(), Diags.getCustomDiagID(DiagnosticsEngine::Error, "'polychrome::%0' %1"));
    E << Name << Wrong;
    if (CharSourceRange R = Arguments.isValid() ? Arguments : removal(A, S); R.isValid())
      E << FixItHint::CreateRemoval(R);
    return AttributeNotApplied;
  }

protected:
  /// What is wrong with it there, or empty.
  virtual std::string misuse(const Decl *D) const = 0;
  virtual std::string annotation(const Decl *D) const = 0;
  virtual void applied() const {}

  static std::string named(StringRef Prefix, const Decl *D) {
    auto *Call = dyn_cast<CXXMethodDecl>(D);
    if (!Call || !Call->getParent()->isLambda())
      return Prefix.str() + cast<NamedDecl>(D)->getQualifiedNameAsString();
    // Its class has no name that an author knows.
    auto *In = dyn_cast<NamedDecl>(Call->getParent()->getDeclContext());
    return Prefix.str() + (In ? In->getQualifiedNameAsString() + "::" : std::string()) + "lambda";
  }

private:
  /// No two of the attributes make sense together.
  std::string contradiction(const Decl *D) const {
    std::string Own = annotation(D);
    for (auto [Text, Other] :
         {std::pair(HandlerText, "handler"), std::pair(CommutesText, "commutes"),
          std::pair(PureText, "pure"), std::pair(IndependentText, "independent")})
      if (!StringRef(Own).starts_with(Text) && annotated(D, Text))
        return std::string("contradicts 'polychrome::") + Other + "' on the same declaration";
    return {};
  }

  void apply(Sema &S, Decl *D, const ParsedAttr &A) const {
    D->addAttr(AnnotateAttr::Create(S.Context, annotation(D), nullptr, 0, A.getRange()));
    applied();
  }
};

/// As what a C++ and as what a C compiler knows it.
#define POLYCHROME_SPELLINGS(NAME)                                                                 \
  static constexpr ParsedAttrInfo::Spelling NAME##Spellings[] = {                                  \
      {ParsedAttr::AS_CXX11, "polychrome::" #NAME}, {ParsedAttr::AS_C23, "polychrome::" #NAME}};
POLYCHROME_SPELLINGS(handler)
POLYCHROME_SPELLINGS(commutes)
POLYCHROME_SPELLINGS(pure)
POLYCHROME_SPELLINGS(independent)
#undef POLYCHROME_SPELLINGS

const FunctionDecl *plainFunction(const Decl *D) {
  auto *F = dyn_cast<FunctionDecl>(D);
  return F && !isa<CXXConstructorDecl, CXXDestructorDecl, CXXConversionDecl, CXXDeductionGuideDecl>(
                  F)
             ? F
             : nullptr;
}

/// Why the loop cannot pass a parameter of this type, or empty: calls are queued as words.
std::string notPassed(QualType T, const ASTContext &AST) {
  if (T->isDependentType() || T->isUndeducedType() || (T->isRecordType() && T->isIncompleteType()))
    return {};
  if (T->isReferenceType())
    return "is a reference: pass a pointer";
  if (T->isFloatingType() && !AST.getLangOpts().CPlusPlus)
    return "is a floating-point number: pass a pointer to it";
  if (AST.getTypeSize(T) > AST.getTypeSize(AST.VoidPtrTy))
    return "is larger than a pointer: pass a pointer to it";
  if (!T.isTriviallyCopyableType(AST))
    return "is not trivially copyable: pass a pointer to it";
  return {};
}

/// POLYCHROME_MAX_ARGUMENTS
constexpr unsigned MaxParameters = 6;

struct HandlerAttribute : Attribute {
  HandlerAttribute() : Attribute(handlerSpellings, "handler") {}

  std::string misuse(const Decl *D) const override {
    const FunctionDecl *F = plainFunction(D);
    if (!F)
      return "applies to functions and lambdas only";
    if (F->isMain())
      return "does not apply to main, which runs before the loop";
    if (F->isVariadic())
      return "does not apply to functions with variable arguments: no loop passes them";
    auto *M = dyn_cast<CXXMethodDecl>(F);
    if (M && M->isInstance() && !isLambdaCallOperator(M))
      return "does not apply to non-static member functions: pass the object as a parameter";
    return isLambdaCallOperator(F) ? std::string() : wrongParameters(*F);
  }
  std::string annotation(const Decl *D) const override {
    auto *F = dyn_cast<FunctionDecl>(D);
    return (F && isLambdaCallOperator(F) ? LambdaText : HandlerText).str();
  }

private:
  static std::string wrongParameters(const FunctionDecl &F) {
    if (F.getNumParams() > MaxParameters)
      return "does not apply to functions with more than " + std::to_string(MaxParameters) +
             " parameters: pass a pointer to an object that has them";
    for (const ParmVarDecl *P : F.parameters())
      if (std::string Why = notPassed(P->getType(), F.getASTContext()); !Why.empty())
        return "takes pointers and integers, but a parameter of type '" +
               P->getType().getAsString(F.getASTContext().getPrintingPolicy()) + "' " + Why;
    return {};
  }
};

/// Of a variable that all handlers can reach, or a field; else null.
const ValueDecl *sharedObject(const Decl *D) {
  if (auto *V = dyn_cast<VarDecl>(D))
    return V->hasGlobalStorage() && !isa<ParmVarDecl>(V) ? V : nullptr;
  return dyn_cast<FieldDecl>(D);
}

std::string wrongObject(const ValueDecl *V) {
  if (auto *Field = dyn_cast<FieldDecl>(V); Field && Field->isBitField())
    return "does not apply to bit-fields: they share their bytes with others";
  if (V->getType()->isReferenceType())
    return "does not apply to references: mark what is referred to";
  if (auto *Var = dyn_cast<VarDecl>(V); Var && Var->getTSCSpec() != TSCS_unspecified)
    return "does not apply to thread_local variables: each thread has its own";
  return {};
}

struct CommutesAttribute : Attribute {
  CommutesAttribute() : Attribute(commutesSpellings, "commutes") {}

  std::string misuse(const Decl *D) const override {
    const ValueDecl *V = sharedObject(D);
    if (!V)
      return "applies to fields and to variables with static storage only";
    if (std::string Wrong = wrongObject(V); !Wrong.empty())
      return Wrong;
    QualType T = V->getType();
    if (T->isDependentType() || T->isUndeducedType())
      return {};
    if (T.isConstQualified())
      return "does not apply to what is const: nothing updates it";
    if (T.isVolatileQualified())
      return "does not apply to what is volatile: its updates may not become atomic ones";
    if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
      if (StringRef Name = R->getName();
          R->getDeclName().isIdentifier() && (Name == "atomic" || Name == "counter"))
        return "is not needed on atomics and counters: additions to them commute as they are";
    if (T->isFloatingType())
      return "does not apply to floating point: additions in another order give other sums";
    if (!T->isIntegerType() || T->isBooleanType() || T->isEnumeralType() || T->isBitIntType() ||
        T->isAtomicType() || D->getASTContext().getTypeSize(T) > 64)
      return "applies to integers of at most 64 bits only";
    return {};
  }
  std::string annotation(const Decl *) const override { return CommutesText.str(); }
  void applied() const override { SeenCommutes = true; }
};

struct PureAttribute : Attribute {
  PureAttribute() : Attribute(pureSpellings, "pure") {}

  std::string misuse(const Decl *D) const override {
    const FunctionDecl *F = plainFunction(D);
    if (!F)
      return "applies to functions only";
    if (F->getReturnType()->isVoidType())
      return "does not apply to a function without a result: it would do nothing at all";
    return {};
  }
  std::string annotation(const Decl *D) const override { return named(PureText, D); }
  void applied() const override { SeenPure = true; }
};

struct IndependentAttribute : Attribute {
  IndependentAttribute() : Attribute(independentSpellings, "independent") {}

  std::string misuse(const Decl *D) const override {
    if (plainFunction(D))
      return {};
    const ValueDecl *V = sharedObject(D);
    return V ? wrongObject(V)
             : "applies to functions, fields, and variables with static storage only";
  }
  std::string annotation(const Decl *D) const override { return named(IndependentText, D); }
};

ParsedAttrInfoRegistry::Add<HandlerAttribute> H("polychrome-handler", "runs as a handler");
ParsedAttrInfoRegistry::Add<CommutesAttribute> C("polychrome-commutes", "its updates commute");
ParsedAttrInfoRegistry::Add<PureAttribute> P("polychrome-pure", "only reads its arguments");
ParsedAttrInfoRegistry::Add<IndependentAttribute> I("polychrome-independent",
                                                    "a promise: conflicts with nothing");

} // namespace

bool isMarkedHandler(const FunctionDecl *F) { return annotated(F, HandlerText); }
bool isMarkedCommuting(const Decl *D) { return annotated(D, CommutesText); }
bool isMarkedPure(const Decl *D) { return annotated(D, PureText); }
bool anyCommutes() { return SeenCommutes; }
bool anyPure() { return SeenPure; }

void markInvoker(const LambdaExpr *L) {
  CXXRecordDecl *Class = L->getLambdaClass();
  if (L->isGenericLambda() || L->capture_size() || L->getCallOperator()->isInvalidDecl())
    return;
  CXXMethodDecl *Invoker = Class->getLambdaStaticInvoker();
  if (Invoker && !annotated(Invoker, HandlerText))
    Invoker->addAttr(
        AnnotateAttr::Create(Invoker->getASTContext(), HandlerText, nullptr, 0, L->getBeginLoc()));
}

} // namespace polychrome
