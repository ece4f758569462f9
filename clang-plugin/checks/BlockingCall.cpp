//===- BlockingCall.cpp - Handlers that wait ------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/checks/BlockingCall.h"

#include "clang-plugin/SourceHandlers.h"
#include "clang-plugin/Warnings.h"
#include "pass/plugin/LLVMVersion.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace polychrome {

namespace {

/// What to do instead, or empty: does not block. Locking is listed where it may wait:
/// try_lock is not.
StringRef insteadOf(StringRef Name) {
  Name.consume_front("boost::");
  return NameSwitch<StringRef>(Name)
      .Cases({"sleep", "usleep", "nanosleep", "clock_nanosleep"}, "use a timer and its async_wait")
      .Cases({"std::this_thread::sleep_for", "std::this_thread::sleep_until"},
             "use a timer and its async_wait")
      .Cases({"std::__basic_future::wait", "std::__basic_future::wait_for",
              "std::__basic_future::wait_until", "std::future::get", "std::shared_future::get",
              "std::future::wait"},
             "start the work and go on in a handler of its own")
      .Cases({"std::thread::join", "std::jthread::join", "pthread_join"},
             "go on in a handler that the thread posts")
      .Cases({"std::condition_variable::wait", "std::condition_variable::wait_for",
              "std::condition_variable::wait_until", "std::condition_variable_any::wait",
              "pthread_cond_wait", "sem_wait"},
             "go on in a handler that the other side posts")
      .Cases({"std::mutex::lock", "std::timed_mutex::lock", "std::recursive_mutex::lock",
              "std::shared_mutex::lock", "std::shared_mutex::lock_shared", "pthread_mutex_lock"},
             "handlers that share data never run together: no lock is needed among them")
      .Cases({"system", "wait", "waitpid", "wait3", "popen"},
             "run it beside the loop and post the result")
      .Cases({"getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo"},
             "use asio's resolver and its async_resolve")
      .Cases({"read", "recv", "recvfrom", "recvmsg", "readv", "accept", "accept4"},
             "use async_read_some, async_receive or async_accept")
      .Cases({"poll", "select", "epoll_wait", "ppoll", "pselect"}, "let the loop wait")
      .Cases({"getchar", "gets", "fgets", "scanf", "std::getline"},
             "read with an asio::posix::stream_descriptor")
      .Default({});
}

/// The synchronous twin of an asynchronous function of Asio's, where there is one.
bool isSynchronousAsio(StringRef Name) {
  Name.consume_front("boost::");
  bool Beast = Name.consume_front("beast::");
  if (!Beast && !Name.consume_front("asio::"))
    return false;
  if (Name.contains("detail::"))
    return false;
  StringRef Last = Name.substr(Name.rfind("::") == StringRef::npos ? 0 : Name.rfind("::") + 2);
  bool Member = Name.contains("::");
  return NameSwitch<bool>(Last)
      .Cases({"read", "write", "read_until", "read_at", "write_at", "connect"}, true)
      .Cases({"read_header", "write_header", "read_some", "write_some"}, true)
      .Cases({"receive", "send", "receive_from", "send_to", "accept", "resolve", "wait"}, Member)
      .Cases({"handshake", "shutdown"}, Member && Name.contains("ssl"))
      .Default(false);
}

/// Is the lock taken by constructing this? With a tag (try_to_lock, adopt_lock,
/// defer_lock) it is not waited for.
bool locks(const CXXConstructExpr *E) {
  const CXXRecordDecl *R = E->getConstructor()->getParent();
  if (!R->isInStdNamespace() || !R->getDeclName().isIdentifier() || E->getNumArgs() == 0 ||
      E->getConstructor()->isCopyOrMoveConstructor())
    return false;
  StringRef Name = R->getName();
  if (Name == "scoped_lock")
    return true;
  return (Name == "lock_guard" || Name == "unique_lock" || Name == "shared_lock") &&
         E->getNumArgs() == 1;
}

/// `0s`, `std::chrono::seconds(0)`: all its numbers are 0.
bool isZero(const Expr *Duration, const SourceManager &SM) {
  bool Found = false;
  llvm::SmallVector<const Stmt *, 8> Todo{Duration};
  while (!Todo.empty()) {
    const Stmt *S = Todo.pop_back_val();
    if (auto *N = dyn_cast_or_null<IntegerLiteral>(S)) {
      if (N->getValue() != 0)
        return false;
      Found = true;
    }
    if (auto *Literal = dyn_cast_or_null<UserDefinedLiteral>(S)) {
      // Its digits are template arguments.
      StringRef Text(SM.getCharacterData(SM.getSpellingLoc(Literal->getBeginLoc())), 2);
      if (Text[0] != '0' || isDigit(Text[1]) || Text[1] == '.' || Text[1] == 'x')
        return false;
      Found = true;
    }
    if (S && !isa<LambdaExpr>(S))
      Todo.append(S->child_begin(), S->child_end());
  }
  return Found || isa<CXXScalarValueInitExpr>(Duration->IgnoreUnlessSpelledInSource());
}

/// Does an argument say not to wait, as WNOHANG, MSG_DONTWAIT and timeouts of 0 do?
bool onlyLooks(const CallExpr *Call, StringRef Name, const ASTContext &AST) {
  auto Argument = [&](unsigned I) -> std::optional<int64_t> {
    Expr::EvalResult Value;
    if (I < Call->getNumArgs() && !Call->getArg(I)->isValueDependent() &&
        Call->getArg(I)->getType()->isIntegerType() && Call->getArg(I)->EvaluateAsInt(Value, AST))
      return Value.Val.getInt().getExtValue();
    return std::nullopt;
  };
  constexpr int64_t NoHang = 1, DontWait = 0x40;
  if (Name == "waitpid" || Name == "wait3")
    return Argument(Name == "wait3" ? 1 : 2).value_or(0) & NoHang;
  if (Name == "recv" || Name == "recvfrom" || Name == "recvmsg")
    return Argument(Name == "recvmsg" ? 2 : 3).value_or(0) & DontWait;
  if (Name == "poll" || Name == "epoll_wait")
    return Argument(Name == "poll" ? 2 : 3) == 0;
  return Name.ends_with("::wait_for") && Call->getNumArgs() &&
         isZero(Call->getArg(0), AST.getSourceManager());
}

bool report(const Stmt *S, StringRef What, StringRef Instead, const CallExpr *Through,
            CheckContext &C) {
  auto W = C.Warn.warn(BlockingCall, S->getBeginLoc(), "'%0' blocks in a handler; %1");
  if (!W)
    return false;
  *W << What << Instead << S->getSourceRange();
  W.reset();
  if (Through)
    C.Warn.note(Through->getExprLoc(), "called from the handler here");
  return true;
}

/// `std::lock_guard<std::mutex> lock(m);`: a statement that does nothing but lock.
const DeclStmt *statementOf(const CXXConstructExpr *Lock, ASTContext &AST) {
  for (DynTypedNode Node = DynTypedNode::create(*Lock);;) {
    const DynTypedNodeList Parents = AST.getParents(Node);
    if (Parents.size() != 1)
      return nullptr;
    Node = Parents[0];
    if (auto *Statement = Node.get<DeclStmt>())
      return Statement->isSingleDecl() ? Statement : nullptr;
    if (!Node.get<Expr>() && !Node.get<VarDecl>())
      return nullptr;
  }
}

/// Unless its variable is used, too: to unlock it, or to wait with it.
void offerRemoval(const CXXConstructExpr *Lock, CheckContext &C) {
  const DeclStmt *Statement = statementOf(Lock, C.AST);
  auto *Variable = Statement ? dyn_cast<VarDecl>(Statement->getSingleDecl()) : nullptr;
  if (Variable && !Variable->isReferenced() && !Statement->getBeginLoc().isMacroID())
    C.Warn.note(Statement->getBeginLoc(), "if only handlers take it, remove it")
        << FixItHint::CreateRemoval(Statement->getSourceRange());
}

void onHandler(const SourceHandler &H, CheckContext &C) {
  forEachStep(H, [&](const Stmt *S, const CallExpr *Through) {
    if (auto *Lock = dyn_cast<CXXConstructExpr>(S); Lock && locks(Lock)) {
      if (report(S, nameOf(Lock->getConstructor()), insteadOf("std::mutex::lock"), Through, C))
        offerRemoval(Lock, C);
      return;
    }
    auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F || !F->getDeclName().isIdentifier())
      return;
    std::string Name = nameOf(F);
    StringRef Instead = insteadOf(Name);
    if (Instead.empty() && isSynchronousAsio(Name))
      Instead = "use its async_ counterpart";
    // The program's own function of a C library's name.
    bool Ours = Instead.empty() || C.AST.getSourceManager().isInMainFile(F->getLocation());
    if (!Ours && !onlyLooks(Call, Name, C.AST))
      report(S, Name, Instead, Through, C);
  });
}

} // namespace

const Check BlockingCall = {"blocking-call", false, onHandler, nullptr};

} // namespace polychrome
