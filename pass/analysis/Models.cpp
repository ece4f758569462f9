//===- Models.cpp - Library effects as text -------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Models.h"

#include "pass/model/Containers.h"
#include "pass/model/TemplateText.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/Support/Error.h"

#include <cstdlib>
#include <optional>

using namespace llvm;

namespace polychrome {

namespace {

std::optional<ModelWord> parseWord(StringRef W) {
  return StringSwitch<std::optional<ModelWord>>(W)
      .Case("none", ModelWord::None)
      .Case("fresh", ModelWord::Fresh)
      .Case("fresh-owned", ModelWord::FreshOwned)
      .Case("free", ModelWord::Free)
      .Case("reads", ModelWord::Reads)
      .Case("writes", ModelWord::Writes)
      .Case("writes-from", ModelWord::WritesFrom)
      .Case("writes-behind", ModelWord::WritesBehind)
      .Case("stores-into", ModelWord::StoresInto)
      .Case("reads-from", ModelWord::ReadsFrom)
      .Case("reads-behind", ModelWord::ReadsBehind)
      .Case("formats", ModelWord::Formats)
      .Case("object", ModelWord::Object)
      .Case("destroys", ModelWord::Destroys)
      .Case("const-object", ModelWord::ConstObject)
      .Case("commute", ModelWord::Commute)
      .Case("count-read", ModelWord::CountRead)
      .Case("count-write", ModelWord::CountWrite)
      .Case("commute-at", ModelWord::CommuteAt)
      .Case("fd", ModelWord::Fd)
      .Case("resource", ModelWord::Resource)
      .Case("resource-read", ModelWord::ResourceRead)
      .Case("resource-if", ModelWord::ResourceIf)
      .Case("resource-commute", ModelWord::ResourceUpdate)
      .Case("returns", ModelWord::Returns)
      .Case("returns-into", ModelWord::ReturnsInto)
      .Case("returns-within", ModelWord::ReturnsWithin)
      .Case("returns-owned", ModelWord::ReturnsOwned)
      .Case("const-object-at", ModelWord::ConstObjectAt)
      .Case("keeps", ModelWord::Keeps)
      .Case("refers", ModelWord::Refers)
      .Case("static", ModelWord::Static)
      .Case("static-read", ModelWord::StaticRead)
      .Case("returns-static", ModelWord::ReturnsStatic)
      .Case("calls", ModelWord::Calls)
      .Case("only-of", ModelWord::OnlyOf)
      .Case("copies", ModelWord::Copies)
      .Case("last-release", ModelWord::LastRelease)
      .Case("overrides", ModelWord::Overrides)
      .Case("disposal", ModelWord::Disposal)
      .Case("shared-from-this", ModelWord::SharedFromThis)
      .Case("runs-queued", ModelWord::RunsQueued)
      .Case("completes", ModelWord::Completes)
      .Case("posts", ModelWord::Posts)
      .Case("invokes", ModelWord::Invokes)
      .Case("exclusive", ModelWord::Exclusive)
      .Case("pinned", ModelWord::Pinned)
      .Case("analyse", ModelWord::Analyse)
      .Default(std::nullopt);
}

/// How many arguments a word takes: numbers first, then possibly a name.
struct Arity {
  unsigned Numbers;
  bool Name;
};

Arity arity(ModelWord W) {
  switch (W) {
  case ModelWord::Free:
  case ModelWord::Reads:
  case ModelWord::Writes:
  case ModelWord::ReadsFrom:
  case ModelWord::ReadsBehind:
  case ModelWord::Formats:
  case ModelWord::WritesFrom:
  case ModelWord::WritesBehind:
  case ModelWord::Object:
  case ModelWord::Destroys:
  case ModelWord::ConstObject:
  case ModelWord::Commute:
  case ModelWord::CountRead:
  case ModelWord::CountWrite:
  case ModelWord::Fd:
  case ModelWord::Returns:
  case ModelWord::ReturnsWithin:
  case ModelWord::ReturnsInto:
  case ModelWord::RunsQueued:
  case ModelWord::ReturnsOwned:
  case ModelWord::FreshOwned:
    return {1, false};
  case ModelWord::Copies:
  case ModelWord::StoresInto:
  case ModelWord::CommuteAt:
  case ModelWord::Keeps:
  case ModelWord::Refers:
    return {2, false};
  case ModelWord::LastRelease:
  case ModelWord::Disposal:
  case ModelWord::ResourceIf:
    return {2, true};
  case ModelWord::ConstObjectAt:
    return {3, true};
  case ModelWord::OnlyOf:
  case ModelWord::Static:
  case ModelWord::StaticRead:
  case ModelWord::ReturnsStatic:
  case ModelWord::Calls:
  case ModelWord::Overrides:
  case ModelWord::Resource:
  case ModelWord::ResourceRead:
  case ModelWord::ResourceUpdate:
    return {0, true};
  default:
    return {0, false};
  }
}

bool parseEffect(StringRef Text, ModelEffect &Out) {
  auto [Word, Rest] = Text.split('(');
  auto W = parseWord(Word.trim());
  if (!W)
    return false;
  Out.Word = *W;
  SmallVector<StringRef, 3> Args;
  if (!Rest.empty()) {
    if (!Rest.consume_back(")"))
      return false;
    if (*W == ModelWord::OnlyOf)
      Args.push_back(Rest); // a list of its own
    else
      Rest.split(Args, ',');
  }
  Arity A = arity(*W);
  if (Args.size() != A.Numbers + (A.Name ? 1 : 0))
    return false;
  unsigned *Numbers[] = {&Out.Arg, &Out.Arg2, &Out.Size};
  for (unsigned I = 0; I != A.Numbers; ++I)
    if (Args[I].trim().getAsInteger(10, *Numbers[I]))
      return false;
  if (A.Name)
    Out.Name = Args.back().trim().str();
  return true;
}

bool parseEffects(StringRef Text, SmallVectorImpl<ModelEffect> &Out) {
  SmallVector<StringRef, 4> Parts;
  Text.split(Parts, '+');
  for (StringRef P : Parts) {
    ModelEffect E;
    if (!parseEffect(P.trim(), E))
      return false;
    Out.push_back(E);
  }
  return !Out.empty();
}

/// What a variable stands for: resources only, at least one.
bool isResources(StringRef Text) {
  SmallVector<ModelEffect, 2> Parsed;
  return parseEffects(Text, Parsed) &&
         all_of(Parsed, [](const ModelEffect &E) { return E.Word == ModelWord::Resource; });
}

} // namespace

/// Does printf() with this format do nothing but read what its arguments point to? Any letter
/// that C does not know may be the program's own conversion.
static bool isOnlyRead(const Value *Format) {
  StringRef Rest;
  if (!getConstantStringInfo(Format, Rest))
    return false;
  for (std::size_t At; (At = Rest.find('%')) != StringRef::npos;) {
    Rest = Rest.drop_front(At + 1).ltrim("-+ #0123456789.*'$hlLqjzt");
    if (Rest.empty() || !StringRef("diouxXeEfFgGaAcsCSpm%").contains(Rest.front()))
      return false;
    Rest = Rest.drop_front();
  }
  return true;
}

ModelEffect atCall(ModelEffect E, const CallBase &C) {
  if (C.hasStructRetAttr()) {
    ++E.Arg;
    if (E.Word == ModelWord::Copies || E.Word == ModelWord::StoresInto ||
        E.Word == ModelWord::Keeps || E.Word == ModelWord::Refers)
      ++E.Arg2;
  }
  if (E.Word == ModelWord::Formats) {
    const bool Reads = E.Arg < C.arg_size() && isOnlyRead(C.getArgOperand(E.Arg));
    E.Word = Reads ? ModelWord::ReadsFrom : ModelWord::WritesFrom;
    ++E.Arg;
  }
  return E;
}

bool Model::has(ModelWord W) const {
  return any_of(Effects, [W](const ModelEffect &E) { return E.Word == W; });
}

namespace {

/// Of a name, a maximal run of letters, digits, `_` and `:`.
bool isMentionAllowed(StringRef Word, ArrayRef<StringRef> Namespaces) {
  // What follows template arguments belongs to the template.
  if (Word.starts_with("::") || isDigit(Word.front()))
    return true;
  if (Word.contains("::"))
    return any_of(Namespaces,
                  [&](StringRef N) { return Word.consume_front(N) && Word.starts_with("::"); });
  constexpr StringRef Builtin[] = {"const", "volatile", "operator", "unsigned", "signed",
                                   "bool",  "char",     "short",    "int",      "long",
                                   "float", "double",   "void",     "true",     "false"};
  return is_contained(Builtin, Word);
}

} // namespace

bool Model::holdsFor(StringRef Name) const {
  for (const ModelEffect &E : Effects) {
    if (E.Word != ModelWord::OnlyOf)
      continue;
    SmallVector<StringRef, 2> Namespaces;
    StringRef(E.Name).split(Namespaces, ',');
    // Classes without a name: lambdas, and those of unnamed namespaces.
    if (Name.find_first_of("'{$") != StringRef::npos || Name.contains("(anonymous "))
      return false;
    auto InWord = [](char C) { return isAlnum(C) || C == '_' || C == ':'; };
    for (StringRef Rest = Name.drop_until(InWord); !Rest.empty(); Rest = Rest.drop_until(InWord)) {
      StringRef Word = Rest.take_while(InWord);
      if (!isMentionAllowed(Word, Namespaces))
        return false;
      Rest = Rest.drop_front(Word.size());
    }
  }
  return true;
}

/// One line of a file, in the order of reading.
struct Models::Line {
  std::string File;
  unsigned Number;
  std::string Pattern;
  std::string Effect;
  Model Parsed; ///< of a function's line
  Origin From;
  mutable bool Used = false;
};

Models::Models() = default;
Models::~Models() = default;
Models::Models(Models &&) = default;

bool Models::add(StringRef Name, StringRef Text, std::string &Error, Origin From) {
  SmallVector<StringRef, 0> Rows;
  Text.split(Rows, '\n');
  unsigned Number = 0;
  for (StringRef Row : Rows) {
    ++Number;
    Row = Row.trim();
    if (Row.empty() || Row.starts_with("#"))
      continue;
    if (std::string What = addLine({Name.str(), Number, {}, {}, {}, From}, Row); !What.empty()) {
      Error = (Name + ":" + Twine(Number) + ": " + What).str();
      return false;
    }
  }
  return true;
}

/// What is wrong with it, or nothing.
std::string Models::addLine(Line L, StringRef Row) {
  auto [Kind, Rest] = Row.split(':');
  auto [Pattern, Effect] = Rest.rsplit('=');
  if (Pattern.empty() || Effect.empty())
    return "expected KIND:PATTERN=EFFECTS";
  NamePatterns *Into;
  if (Kind == "fun") {
    if (!parseEffects(Effect, L.Parsed.Effects))
      return ("'" + Effect + "' is not an effect; see pass/models/README.md").str();
    L.Parsed.Line = "models/" + L.File + ":" + std::to_string(L.Number);
    Into = &Functions;
  } else if (Kind == "var") {
    if (Effect != "private" && Effect != "constant" && !isResources(Effect))
      return "a variable is 'private', 'constant' or 'resource(NAME)'";
    Into = &Variables;
  } else if (Kind == "type") {
    Into = StringSwitch<NamePatterns *>(Effect)
               .Case("owns", &Owners)
               .Case("constant", &Constants)
               .Default(nullptr);
    if (!Into)
      return "a type 'owns' or is 'constant'";
  } else {
    return "expected fun:, var: or type:";
  }
  if (Error E = Into->add(Pattern, Lines.size()))
    return "'" + Pattern.str() + "' is no pattern: " + toString(std::move(E));
  L.Pattern = Pattern.str();
  L.Effect = Effect.str();
  Lines.push_back(std::make_unique<Line>(std::move(L)));
  return {};
}

/// The last line that matches one of the names and holds for the last, demangled one.
const Models::Line *Models::last(const NamePatterns &In, ArrayRef<StringRef> Names) const {
  const Line *Out = nullptr;
  std::size_t Best = 0;
  for (StringRef Name : Names)
    In.match(Name, [&](std::size_t I) {
      if (!Lines[I]->Parsed.holdsFor(Names.back()))
        return;
      Lines[I]->Used = true;
      if (!Out || I > Best) {
        Out = Lines[I].get();
        Best = I;
      }
    });
  return Out;
}

/// The demangled name as models write it. Templates' names begin with the type they
/// return, which would let `A::*` match whatever returns an A::B.
static std::string plainName(StringRef Mangled) {
  ItaniumPartialDemangler D;
  std::string Symbol = Mangled.str(); // D refers to it
  if (D.partialDemangle(Symbol.c_str()))
    return demangle(Mangled);
  using Text = std::unique_ptr<char, decltype(&std::free)>;
  Text Plain(D.finishDemangle(nullptr, nullptr), &std::free);
  Text Returned(D.isFunction() ? D.getFunctionReturnType(nullptr, nullptr) : nullptr, &std::free);
  StringRef Type = Returned ? Returned.get() : "";
  StringRef Name = Plain ? Plain.get() : "";
  if (!Type.empty() && Name.consume_front(Type))
    Name.consume_front(" ");
  return Name.str();
}

/// Are all strings that the name mentions of the library's traits and allocator? Those of the
/// program's own are called by the string's functions.
static bool isUsualString(StringRef Name) {
  for (size_t At = Name.find("basic_string<"); At != StringRef::npos;
       At = Name.find("basic_string<", At + 1)) {
    if (Name.take_front(At).ends_with(">::"))
      continue; // A string's constructor that is a template.
    StringRef String = Name.drop_front(At);
    if (!StringRef(model::templateArgument(String, 1)).starts_with("std::char_traits<") ||
        !StringRef(model::templateArgument(String, 2)).starts_with("std::allocator<"))
      return false;
  }
  return true;
}

std::string staticSymbol(StringRef Name) { return ("static " + Name).str(); }

bool isAllocationFunction(StringRef Mangled) {
  return Mangled.starts_with("_Znw") || Mangled.starts_with("_Zna") ||
         Mangled.starts_with("_Zdl") || Mangled.starts_with("_Zda");
}

const Model *Models::function(const Function &F) const {
  StringRef Mangled = F.getName();
  if (auto It = Promises.find(Mangled); It != Promises.end())
    return &It->second;
  if (!F.isDeclaration() && (!Mangled.starts_with("_Z") || isAllocationFunction(Mangled)))
    return nullptr;
  auto [It, New] = FunctionCache.try_emplace(Mangled);
  if (!New)
    return It->second;
  const std::string Plain = plainName(Mangled);
  const Line *L = isUsualString(Plain) ? last(Functions, {Mangled, Plain}) : nullptr;
  if (L && !L->Parsed.has(ModelWord::Analyse))
    It->second = &L->Parsed;
  return It->second;
}

void Models::promise(StringRef Mangled, Model M) { Promises[Mangled] = std::move(M); }

void Models::promiseVariable(StringRef Mangled, Model M) {
  VariablePromises[Mangled] = std::move(M);
}

const Model *Models::promisedVariable(StringRef Mangled) const {
  auto It = VariablePromises.find(Mangled);
  return It == VariablePromises.end() ? nullptr : &It->second;
}

StringRef Models::variable(StringRef Mangled) const {
  auto [It, New] = VariableCache.try_emplace(Mangled);
  if (!New)
    return It->second;
  if (const Line *L = last(Variables, {Mangled, demangle(Mangled)}))
    It->second = L->Effect;
  return It->second;
}

std::vector<std::string> Models::resources(StringRef Mangled) const {
  StringRef Text = variable(Mangled);
  std::vector<std::string> Out;
  if (SmallVector<ModelEffect, 2> Parsed; isResources(Text) && parseEffects(Text, Parsed))
    for (const ModelEffect &E : Parsed)
      Out.push_back(E.Name);
  return Out;
}

bool Models::owns(StringRef TypeName) const {
  return model::hasUsualAllocator(TypeName) && typeIs(Owners, TypeName, OwnerCache);
}

bool Models::constant(StringRef TypeName) const {
  return typeIs(Constants, TypeName, ConstantCache);
}

bool Models::typeIs(const NamePatterns &In, StringRef TypeName, StringMap<bool> &Cache) const {
  auto [It, New] = Cache.try_emplace(TypeName, false);
  if (New)
    It->second = last(In, TypeName);
  return It->second;
}

std::vector<std::string> Models::unmatched() const {
  std::vector<std::string> Out;
  for (const auto &L : Lines)
    if (L->From == Origin::User && !L->Used)
      Out.push_back(L->File + ":" + std::to_string(L->Number) + ": '" + L->Pattern + "'");
  return Out;
}

} // namespace polychrome
