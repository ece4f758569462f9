//===- Names.cpp - What people call a handler -----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Names.h"

#include "pass/analysis/ClosureNames.h"
#include "pass/analysis/LambdaColumns.h"
#include "pass/analysis/SourceInfo.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace polychrome {

namespace {

/// The class that a call operator belongs to, or empty: for a lambda
/// "session::do_read()::'lambda'(boost::system::error_code)".
std::string enclosingClass(StringRef Mangled) {
  ItaniumPartialDemangler D;
  // The demangler keeps pointers into the text that it was given.
  std::string Terminated = Mangled.str();
  if (D.partialDemangle(Terminated.c_str())) {
    // A generic lambda's call operator, which is more than the demangler understands.
    Terminated = (Mangled.substr(0, Mangled.find("clI")) + "clEv").str();
    if (D.partialDemangle(Terminated.c_str()))
      return {};
  }
  if (!D.isFunction())
    return {};
  std::size_t Size = 0;
  char *Text = D.getFunctionDeclContextName(nullptr, &Size);
  std::string Out = Text ? Text : "";
  std::free(Text);
  return Out;
}

/// Where the lambda's own part of the name begins: "::'lambda'(int)" in an inline
/// function, "::$_0" in one that only this unit has, "$_0" outside of all functions. npos
/// for everything else.
std::size_t lambdaPart(StringRef Type) {
  if (Type.ends_with(")"))
    return Type.rfind("::'lambda");
  std::size_t At = Type.rfind("$_");
  if (At != StringRef::npos && all_of(Type.substr(At + 2), isDigit)) {
    if (At == 0)
      return At;
    if (Type.substr(0, At).ends_with("::"))
      return At - 2;
  }
  return StringRef::npos;
}

/// Not a class template that merely has a lambda among its arguments.
bool isLambda(StringRef Type) {
  std::size_t At = lambdaPart(Type);
  if (At == StringRef::npos)
    return false;
  StringRef Before = Type.substr(0, At);
  return Before.count('<') == Before.count('>') + Before.count("->");
}

/// A lambda's call operator within a name without parameters, as others are called:
/// "f::'lambda0'::operator const" -> "f::lambda#2". A generic one's arguments go with it.
std::string withoutOperators(StringRef Name) {
  const Regex Operator("(^|::| )('lambda|\\$_)([0-9]*)'?::operator(<.*>)?( const| mutable)?(::|$)");
  std::string Out = Name.str();
  SmallVector<StringRef, 7> Found;
  while (Operator.match(Out, &Found)) {
    unsigned Number = 0;
    bool Numbered = !Found[3].getAsInteger(10, Number);
    // Mangling counts "", "0", "1", but what only this unit has "_0", "_1".
    Number += !Numbered || Found[2].starts_with("$") ? 1 : 2;
    std::string Plain = Found[1].str() + "lambda#" + std::to_string(Number) + Found[6].str();
    Out.replace(std::size_t(Found[0].data() - Out.data()), Found[0].size(), Plain);
  }
  return Out;
}

/// Names of template functions begin with the type that they return:
/// "void serve<int>::lambda#1" -> "serve<int>::lambda#1".
StringRef withoutReturnType(StringRef Name) {
  if (Name.contains("operator "))
    return Name; // A conversion: what follows is its name.
  int Depth = 0;
  for (std::size_t I = Name.size(); I-- > 0;) {
    Depth += Name[I] == '>' && (I == 0 || Name[I - 1] != '-');
    Depth -= Name[I] == '<';
    if (Name[I] == ' ' && Depth == 0)
      return Name.drop_front(I + 1);
  }
  return Name;
}

/// "session::size const" -> "session::size", wherever such a function encloses another.
std::string withoutQualifiers(std::string Name) {
  const Regex Qualifiers("( const| volatile| &|&)+(::|$)");
  SmallVector<StringRef, 3> Found;
  while (Qualifiers.match(Name, &Found) && Found[0].size() > Found[2].size())
    Name.erase(std::size_t(Found[0].data() - Name.data()), Found[0].size() - Found[2].size());
  return Name;
}

/// "session::do_read()::'lambda'(int)" -> "session::do_read"; parameters and qualifiers of
/// every enclosing function go.
std::string enclosingFunction(StringRef Type) {
  StringRef Rest = Type.substr(0, lambdaPart(Type));
  std::string Out;
  unsigned Depth = 0;
  for (char C : Rest) {
    Depth += C == '(';
    if (!Depth)
      Out += C;
    Depth -= C == ')';
  }
  return withoutReturnType(withoutQualifiers(withoutOperators(Out))).str();
}

struct Lambda {
  std::string Type;
  std::string Enclosing;
  model::Location At;
};

/// Every lambda of the module, ordered by source position within its function.
std::vector<Lambda> lambdas(const Module &M) {
  std::vector<Lambda> Out;
  const LambdaColumns Columns(M);
  for (const Function &F : M) {
    // A call operator, or one of a generic lambda.
    if (F.isDeclaration() || !(F.getName().contains("clE") || F.getName().contains("clI")))
      continue;
    std::string Type = enclosingClass(F.getName());
    if (!isLambda(Type))
      continue;
    model::Location At = locationOf(F);
    At.Column = Columns.of(F);
    Out.push_back({Type, enclosingFunction(Type), At});
  }
  llvm::sort(Out, [](const Lambda &A, const Lambda &B) {
    return std::tie(A.Enclosing, A.At, A.Type) < std::tie(B.Enclosing, B.At, B.Type);
  });
  return Out;
}

/// The Asio operations whose names a reader knows, by the class that implements
/// them; empty for the plain ones.
StringRef composedOperation(StringRef Demangled) {
  static constexpr std::pair<StringRef, StringRef> Known[] = {
      {"asio::detail::write_op<", "async_write"},
      {"asio::detail::read_op<", "async_read"},
      {"asio::detail::read_until_delim_op", "async_read_until"},
      {"asio::detail::read_until_", "async_read_until"},
      {"asio::detail::iterator_connect_op<", "async_connect"},
      {"asio::detail::range_connect_op<", "async_connect"},
      {"beast::http::detail::read_some_op", "http::async_read"},
      {"beast::http::detail::write_op", "http::async_write"},
      {"beast::http::detail::write_some_op", "http::async_write"}};
  std::size_t First = StringRef::npos;
  StringRef Name;
  for (const auto &[Class, Operation] : Known)
    if (std::size_t At = Demangled.find(Class); At < First) {
      First = At;
      Name = Operation;
    }
  return Name;
}

std::string after(const std::string &Operation, const std::string &Name) {
  return Operation.empty() ? Name : Operation + " -> " + Name;
}

/// A local class's, as far as it can be had from a name that the demangler does not
/// understand: the function's and no number.
std::string nameOfLocal(StringRef Mangled) {
  StringRef Local = Mangled.substr(Mangled.find("IZ") + 1).ltrim('Z');
  std::string Function = spelledName(Local);
  return (Function.empty() ? Mangled.str() : Function) + "::lambda";
}

std::string describe(const Function &F, ArrayRef<Lambda> Lambdas, model::Location &At) {
  StringRef Mangled = F.getName();
  std::string Full = demangle(Mangled);
  const Lambda *Best = nullptr;
  unsigned Number = 0, BestNumber = 0;
  StringRef Previous;
  std::size_t BestAt = StringRef::npos;
  for (const Lambda &L : Lambdas) {
    // Several instantiations of one lambda are still one.
    Number = L.Enclosing == Previous ? Number + 1 : 1;
    Previous = L.Enclosing;
    // The outermost function object is named first; a lambda within a lambda
    // has the longer name.
    std::size_t Where = StringRef(Full).find(L.Type);
    if (Where < BestAt || (Best && Where == BestAt && L.Type.size() > Best->Type.size())) {
      BestAt = Where;
      Best = &L;
      BestNumber = Number;
    }
  }
  if (Best) {
    At = Best->At;
    return Best->Enclosing + (Best->Enclosing.empty() ? "lambda#" : "::lambda#") +
           std::to_string(BestNumber);
  }
  At = locationOf(F);
  // A function object's class, or what the operation is for.
  std::string Name = asioName(Mangled);
  StringRef N = Name;
  if (N.starts_with("asio::")) {
    if (Full == Mangled)
      return nameOfLocal(Mangled);
    std::size_t Bind = N.find("std::_Bind<");
    if (Bind != StringRef::npos) {
      StringRef Rest = N.substr(Bind);
      return Rest.substr(0, Rest.find(")>") + 2).str();
    }
    // Which coroutine is resumed, only the operation knows.
    if (N.contains("asio::detail::awaitable_handler<") ||
        N.contains("asio::detail::awaitable_async_op_handler<"))
      return "coroutine";
    StringRef Op = N.substr(0, N.find('<'));
    return Op.substr(Op.rfind(':') + 1).str();
  }
  return qualifiedName(Mangled);
}

} // namespace

std::map<const Function *, HandlerName> nameHandlers(const Module &M, ArrayRef<Handler> Handlers,
                                                     const FieldNames &Classes) {
  std::vector<Lambda> Lambdas = lambdas(M);
  std::map<const Function *, HandlerName> Out;
  UniqueNames Names;
  for (const Handler &H : Handlers) {
    HandlerName N;
    N.Name = describe(*H.F, Lambdas, N.At);
    if (H.Strand)
      N.Name = "strand";
    if (H.Kind != model::HandlerKind::Function) {
      std::string Full = demangle(H.F->getName());
      N.Operation = composedOperation(Full);
      N.Name = after(N.Operation, N.Name);
    }
    N.Name = Names.add(N.Name);
    N.Slots = closureNames(*H.F, H.Kind, Classes);
    Out[H.F] = N;
  }
  return Out;
}

std::string boundName(const HandlerName &Handler, const Function &Target) {
  std::string Name = qualifiedName(Target.getName());
  // How a lambda without captures becomes a function.
  StringRef Plain = Name;
  Plain.consume_back("::__invoke");
  return after(Handler.Operation, Plain.str());
}

std::string UniqueNames::add(const std::string &Name) {
  std::string Unique = Name;
  for (unsigned I = 2; !Taken.insert(Unique).second; ++I)
    Unique = Name + " (" + std::to_string(I) + ")";
  return Unique;
}

} // namespace polychrome
