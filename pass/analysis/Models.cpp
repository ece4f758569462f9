//===- Models.cpp - Library effects as text -------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Models.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SpecialCaseList.h"

#include <cstdlib>
#include <optional>
#include <set>

using namespace llvm;

namespace polychrome {

namespace {

std::optional<ModelWord> parseWord(StringRef W) {
  return StringSwitch<std::optional<ModelWord>>(W)
      .Case("none", ModelWord::None)
      .Case("fresh", ModelWord::Fresh)
      .Case("free", ModelWord::Free)
      .Case("reads", ModelWord::Reads)
      .Case("writes", ModelWord::Writes)
      .Case("writes-from", ModelWord::WritesFrom)
      .Case("writes-behind", ModelWord::WritesBehind)
      .Case("stores-into", ModelWord::StoresInto)
      .Case("reads-from", ModelWord::ReadsFrom)
      .Case("reads-behind", ModelWord::ReadsBehind)
      .Case("object", ModelWord::Object)
      .Case("const-object", ModelWord::ConstObject)
      .Case("commute", ModelWord::Commute)
      .Case("count-read", ModelWord::CountRead)
      .Case("count-write", ModelWord::CountWrite)
      .Case("commute-at", ModelWord::CommuteAt)
      .Case("fd", ModelWord::Fd)
      .Case("resource", ModelWord::Resource)
      .Case("resource-read", ModelWord::ResourceRead)
      .Case("resource-commute", ModelWord::ResourceUpdate)
      .Case("returns", ModelWord::Returns)
      .Case("returns-into", ModelWord::ReturnsInto)
      .Case("copies", ModelWord::Copies)
      .Case("last-release", ModelWord::LastRelease)
      .Case("overrides", ModelWord::Overrides)
      .Case("disposal", ModelWord::Disposal)
      .Case("shared-from-this", ModelWord::SharedFromThis)
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
  case ModelWord::WritesFrom:
  case ModelWord::WritesBehind:
  case ModelWord::Object:
  case ModelWord::ConstObject:
  case ModelWord::Commute:
  case ModelWord::CountRead:
  case ModelWord::CountWrite:
  case ModelWord::Fd:
  case ModelWord::Returns:
  case ModelWord::ReturnsInto:
    return {1, false};
  case ModelWord::Copies:
  case ModelWord::StoresInto:
  case ModelWord::CommuteAt:
    return {2, false};
  case ModelWord::LastRelease:
  case ModelWord::Disposal:
    return {2, true};
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
    Rest.split(Args, ',');
  }
  Arity A = arity(*W);
  if (Args.size() != A.Numbers + (A.Name ? 1 : 0))
    return false;
  unsigned *Numbers[] = {&Out.Arg, &Out.Arg2};
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

ModelEffect atCall(ModelEffect E, const CallBase &C) {
  if (C.hasStructRetAttr()) {
    ++E.Arg;
    if (E.Word == ModelWord::Copies || E.Word == ModelWord::StoresInto)
      ++E.Arg2;
  }
  return E;
}

bool Model::has(ModelWord W) const {
  return any_of(Effects, [W](const ModelEffect &E) { return E.Word == W; });
}

/// One file: LLVM's list does the matching, by category; the distinct categories
/// are the effect texts.
struct Models::File {
  std::string Name;
  std::unique_ptr<SpecialCaseList> List;
  std::set<std::string> FunctionEffects;
  std::set<std::string> VariableWords;
  std::vector<std::pair<unsigned, std::string>> Lines;
  mutable std::set<unsigned> Used;
};

Models::Models() = default;
Models::~Models() = default;
Models::Models(Models &&) = default;

bool Models::add(StringRef Name, StringRef Text, std::string &Error) {
  auto F = std::make_unique<File>();
  F->Name = Name.str();
  SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  unsigned Number = 0;
  for (StringRef Line : Lines) {
    ++Number;
    Line = Line.trim();
    if (Line.empty() || Line.starts_with("#"))
      continue;
    auto Fail = [&](const Twine &What) {
      Error = (Name + ":" + Twine(Number) + ": " + What).str();
      return false;
    };
    auto [Kind, Rest] = Line.split(':');
    auto [Pattern, Effect] = Rest.rsplit('=');
    if (Pattern.empty() || Effect.empty())
      return Fail("expected KIND:PATTERN=EFFECTS");
    if (Kind == "fun") {
      SmallVector<ModelEffect, 2> Parsed;
      if (!parseEffects(Effect, Parsed))
        return Fail("'" + Effect + "' is not an effect; see pass/models/README.md");
      F->FunctionEffects.insert(Effect.str());
    } else if (Kind == "var") {
      if (Effect != "private" && Effect != "constant" && !isResources(Effect))
        return Fail("a variable is 'private', 'constant' or 'resource(NAME)'");
      F->VariableWords.insert(Effect.str());
    } else if (Kind != "type" || (Effect != "owns" && Effect != "constant")) {
      return Fail("expected fun:, var:, type:...=owns or type:...=constant");
    }
    F->Lines.push_back({Number, Pattern.str()});
  }
  auto Buffer = MemoryBuffer::getMemBufferCopy(Text, Name);
  std::string ListError;
  F->List = SpecialCaseList::create(Buffer.get(), ListError);
  if (!F->List) {
    Error = (Name + ": " + ListError).str();
    return false;
  }
  Files.push_back(std::move(F));
  return true;
}

/// The demangled name as models write it. Templates' names begin with the type they
/// return, which would let `A::*` match whatever returns an A::B.
static std::string plainName(StringRef Mangled) {
  std::string Plain = demangle(Mangled);
  ItaniumPartialDemangler D;
  std::string Symbol = Mangled.str(); // D refers to it
  if (D.partialDemangle(Symbol.c_str()) || !D.isFunction())
    return Plain;
  std::unique_ptr<char, decltype(&std::free)> Returned(D.getFunctionReturnType(nullptr, nullptr),
                                                       &std::free);
  StringRef Type = Returned ? Returned.get() : "";
  StringRef Name = Plain;
  if (!Type.empty() && Name.consume_front(Type))
    Name.consume_front(" ");
  return Name.str();
}

const Model *Models::lookup(StringRef Mangled) const {
  std::string Plain = plainName(Mangled);
  for (const auto &F : reverse(Files)) {
    unsigned Best = 0;
    StringRef Effects;
    for (const std::string &Category : F->FunctionEffects) {
      unsigned Line = F->List->inSectionBlame("", "fun", Mangled, Category);
      if (Plain != Mangled)
        Line = std::max(Line, F->List->inSectionBlame("", "fun", Plain, Category));
      if (Line > Best) {
        Best = Line;
        Effects = Category;
      }
    }
    if (!Best)
      continue;
    F->Used.insert(Best);
    auto M = std::make_unique<Model>();
    parseEffects(Effects, M->Effects);
    M->Line = "models/" + F->Name + ":" + std::to_string(Best);
    if (M->has(ModelWord::Analyse))
      return nullptr;
    return (FunctionCache[Mangled] = std::move(M)).get();
  }
  return nullptr;
}

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
  return New ? lookup(Mangled) : It->second.get();
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
  std::string Plain = demangle(Mangled);
  for (const auto &F : reverse(Files))
    for (const std::string &Word : F->VariableWords)
      for (StringRef Query : {Mangled, StringRef(Plain)})
        if (unsigned Line = F->List->inSectionBlame("", "var", Query, Word)) {
          F->Used.insert(Line);
          return VariableCache[Mangled] = Word;
        }
  return {};
}

std::vector<std::string> Models::resources(StringRef Mangled) const {
  StringRef Text = variable(Mangled);
  std::vector<std::string> Out;
  if (SmallVector<ModelEffect, 2> Parsed; isResources(Text) && parseEffects(Text, Parsed))
    for (const ModelEffect &E : Parsed)
      Out.push_back(E.Name);
  return Out;
}

bool Models::owns(StringRef TypeName) const { return typeIs("owns", TypeName, OwnerCache); }

bool Models::constant(StringRef TypeName) const {
  return typeIs("constant", TypeName, ConstantCache);
}

bool Models::typeIs(StringRef Word, StringRef TypeName, StringMap<bool> &Cache) const {
  auto [It, New] = Cache.try_emplace(TypeName, false);
  if (!New)
    return It->second;
  bool Found = any_of(Files, [&](const auto &F) {
    unsigned Line = F->List->inSectionBlame("", "type", TypeName, Word);
    if (Line)
      F->Used.insert(Line);
    return Line != 0;
  });
  return Cache[TypeName] = Found;
}

std::vector<std::string> Models::unused() const {
  std::vector<std::string> Out;
  for (const auto &F : Files)
    for (const auto &[Line, Pattern] : F->Lines)
      if (!F->Used.count(Line))
        Out.push_back(F->Name + ":" + std::to_string(Line) + ": " + Pattern);
  return Out;
}

} // namespace polychrome
