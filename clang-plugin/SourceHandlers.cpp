//===- SourceHandlers.cpp - Which code of the unit runs in handlers -------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/SourceHandlers.h"

#include "clang-plugin/Attributes.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace polychrome {

const Stmt *SourceHandler::body() const {
  return Lambda ? Lambda->getBody() : Function ? Function->getBody() : nullptr;
}

std::string nameOf(const FunctionDecl *F) {
  if (!F || !F->getDeclName())
    return {};
  std::string Name = F->getDeclName().getAsString();
  for (const DeclContext *C = F->getDeclContext(); C; C = C->getParent()) {
    auto *Outer = dyn_cast<NamedDecl>(C);
    if (auto *Space = dyn_cast<NamespaceDecl>(C); Space && Space->isInline())
      continue;
    if (Outer && Outer->getDeclName() && !isa<FunctionDecl>(Outer))
      Name = Outer->getDeclName().getAsString() + "::" + Name;
  }
  return Name;
}

const Expr *bare(const Expr *E) {
  while (E) {
    const Expr *Inside = E->IgnoreUnlessSpelledInSource();
    if (auto *Construct = dyn_cast<CXXConstructExpr>(Inside);
        Construct && Construct->getNumArgs() == 1 &&
        Construct->getConstructor()->isCopyOrMoveConstructor())
      Inside = Construct->getArg(0);
    else if (auto *Call = dyn_cast<CallExpr>(Inside);
             Call && Call->getNumArgs() == 1 && Call->isCallToStdMove())
      Inside = Call->getArg(0);
    if (Inside == E)
      return E;
    E = Inside;
  }
  return nullptr;
}

namespace {

/// asio::X or beast::X: X, or nothing. Standalone Asio and Boost's alike.
StringRef asioFunction(StringRef Name) {
  Name.consume_front("boost::");
  if (!Name.consume_front("asio::") && !Name.consume_front("beast::"))
    return {};
  return Name.contains("detail::") ? StringRef() : Name;
}

StringRef shortNameOf(const FunctionDecl &F) {
  return F.getDeclName().isIdentifier() ? F.getName() : StringRef();
}

/// Does this function call its arguments later, from the loop?
bool startsOperation(const FunctionDecl &F) {
  StringRef Last = shortNameOf(F);
  return (Last.starts_with("async_") || Last == "post" || Last == "dispatch" || Last == "defer" ||
          Last == "co_spawn") &&
         !asioFunction(nameOf(&F)).empty();
}

/// Functions that return their function argument with something around it, and which
/// argument that is.
int wrapped(StringRef Name) {
  StringRef In = asioFunction(Name);
  if (In == "bind_executor" || In == "bind_allocator" || In == "bind_cancellation_slot")
    return 1;
  if (In == "strand::wrap" || In == "io_context::strand::wrap" || In == "io_context::wrap")
    return 0;
  return -1;
}

bool isBind(StringRef Name) {
  return Name == "std::bind" || Name == "boost::bind" || Name == "std::bind_front" ||
         asioFunction(Name) == "bind_front_handler";
}

class Finder : public RecursiveASTVisitor<Finder> {
public:
  std::vector<SourceHandler> Found;

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    auto *Inner = dyn_cast_or_null<FunctionDecl>(D);
    const FunctionDecl *Outer = std::exchange(Within, Inner ? Inner : Within);
    bool Go = RecursiveASTVisitor::TraverseDecl(D);
    Within = Outer;
    return Go;
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->doesThisDeclarationHaveABody() && isMarkedHandler(F) && !isLambdaCallOperator(F))
      add({nullptr, F, nullptr, nullptr, {}});
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *L) {
    if (isMarkedHandler(L->getCallOperator()))
      add({L, L->getCallOperator(), nullptr, Within, {}});
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee)
      return true;
    if (startsOperation(*Callee))
      for (const Expr *Argument : Call->arguments())
        takeHandler(Argument, Call, {});
    else if (shortNameOf(*Callee) == "post" && nameOf(Callee) == "polychrome::post")
      takeHandler(Call->getArg(0), Call, arguments(Call, 1));
    else if (shortNameOf(*Callee) == "polychrome_post_words" && Call->getNumArgs() == 4)
      takePosted(Call);
    return true;
  }

private:
  const FunctionDecl *Within = nullptr;
  llvm::DenseSet<std::pair<const void *, const void *>> Seen;

  void add(SourceHandler H) {
    // A function may be handed over at several places.
    auto Key = std::pair<const void *, const void *>(H.Lambda ? static_cast<const void *>(H.Lambda)
                                                              : H.Function,
                                                     H.Lambda ? nullptr : H.Started);
    if (H.body() && Seen.insert(Key).second)
      Found.push_back(std::move(H));
  }

  static llvm::SmallVector<const Expr *, 4> arguments(const CallExpr *Call, unsigned From) {
    return {Call->arg_begin() + From, Call->arg_end()};
  }
  void takePosted(const CallExpr *Call);
  void takeHandler(const Expr *E, const CallExpr *Started, ArrayRef<const Expr *> Bound);
  void takeFunction(const ValueDecl *D, const CallExpr *Started, ArrayRef<const Expr *> Bound);
};

void Finder::takeFunction(const ValueDecl *D, const CallExpr *Started,
                          ArrayRef<const Expr *> Bound) {
  if (auto *V = dyn_cast<VarDecl>(D)) {
    // A local variable that holds a lambda.
    if (V->hasLocalStorage() && V->getInit())
      if (auto *L = dyn_cast<LambdaExpr>(bare(V->getInit())))
        add({L, L->getCallOperator(), Started, Within, {}});
    return;
  }
  auto *F = dyn_cast<FunctionDecl>(D);
  const FunctionDecl *Defined = nullptr;
  if (F && F->hasBody(Defined))
    add({nullptr, Defined, Started, Within, {Bound.begin(), Bound.end()}});
}

void Finder::takeHandler(const Expr *E, const CallExpr *Started, ArrayRef<const Expr *> Bound) {
  E = E ? bare(E) : nullptr;
  if (!E)
    return;
  if (auto *L = dyn_cast<LambdaExpr>(E))
    return add({L, L->getCallOperator(), Started, Within, {}});
  if (auto *Address = dyn_cast<UnaryOperator>(E); Address && Address->getOpcode() == UO_AddrOf)
    return takeHandler(Address->getSubExpr(), Started, Bound);
  if (auto *Ref = dyn_cast<DeclRefExpr>(E))
    return takeFunction(Ref->getDecl(), Started, Bound);
  auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return;
  std::string Name = nameOf(Call->getDirectCallee());
  if (int N = wrapped(Name); N >= 0 && unsigned(N) < Call->getNumArgs())
    return takeHandler(Call->getArg(N), Started, Bound);
  if (isBind(Name) && Call->getNumArgs())
    takeHandler(Call->getArg(0), Started, arguments(Call, 1));
}

/// What POLYCHROME_POST makes: the arguments' words are in an array beside the call.
void Finder::takePosted(const CallExpr *Call) {
  auto *Words = dyn_cast<DeclRefExpr>(Call->getArg(3)->IgnoreParenCasts());
  auto *Array = Words ? dyn_cast<VarDecl>(Words->getDecl()) : nullptr;
  auto *List = Array && Array->getInit() ? dyn_cast<InitListExpr>(Array->getInit()) : nullptr;
  llvm::SmallVector<const Expr *, 4> Stored;
  for (unsigned I = 0; List && I != List->getNumInits(); ++I) {
    const Expr *Word = List->getInit(I)->IgnoreParenImpCasts();
    // The word, and a term that checks its type.
    auto *Sum = dyn_cast<BinaryOperator>(Word);
    Stored.push_back((Sum ? Sum->getLHS() : Word)->IgnoreParenCasts());
  }
  takeHandler(Call->getArg(0)->IgnoreParenCasts(), Call, Stored);
}

/// Are lambdas among this call's arguments called before it returns?
bool callsAtOnce(const CallExpr *Call) {
  std::string Name = nameOf(Call->getDirectCallee());
  StringRef N = Name;
  return N.starts_with("std::") && N != "std::async" && N != "std::bind" &&
         N != "std::bind_front" && !isa<CXXMemberCallExpr>(Call);
}

} // namespace

std::vector<SourceHandler> findHandlers(ArrayRef<Decl *> Own) {
  Finder F;
  for (Decl *D : Own)
    F.TraverseDecl(D);
  return std::move(F.Found);
}

namespace {

/// With a list of what is still to do instead of recursion: expressions may be deep.
void walk(const Stmt *Root, llvm::function_ref<void(const Stmt *)> See) {
  llvm::SmallVector<const Stmt *, 32> Todo{Root};
  while (!Todo.empty()) {
    const Stmt *S = Todo.pop_back_val();
    if (!S)
      continue;
    See(S);
    if (isa<LambdaExpr>(S))
      continue;
    if (auto *Call = dyn_cast<CallExpr>(S); Call && callsAtOnce(Call))
      for (const Expr *Argument : Call->arguments())
        if (auto *L = dyn_cast<LambdaExpr>(bare(Argument)))
          Todo.push_back(L->getBody());
    llvm::SmallVector<const Stmt *, 8> Children(S->child_begin(), S->child_end());
    Todo.append(Children.rbegin(), Children.rend());
  }
}

/// The function of the same class that this calls on `this`, if its body is known.
const FunctionDecl *ownMember(const CallExpr *Call) {
  auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const FunctionDecl *F = Member ? Member->getDirectCallee() : nullptr;
  const FunctionDecl *Defined = nullptr;
  if (!F || !isa<CXXThisExpr>(bare(Member->getImplicitObjectArgument())) || !F->hasBody(Defined))
    return nullptr;
  const SourceManager &SM = F->getASTContext().getSourceManager();
  return SM.isInSystemHeader(Defined->getLocation()) ? nullptr : Defined;
}

} // namespace

void forEachStep(const SourceHandler &H,
                 llvm::function_ref<void(const Stmt *, const CallExpr *)> See) {
  llvm::SmallPtrSet<const FunctionDecl *, 4> Entered{H.Function};
  walk(H.body(), [&](const Stmt *S) {
    See(S, nullptr);
    auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *F = Call ? ownMember(Call) : nullptr;
    if (F && Entered.insert(F).second)
      walk(F->getBody(), [&](const Stmt *Inner) { See(Inner, Call); });
  });
}

} // namespace polychrome
