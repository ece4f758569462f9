//===- Analysis.cpp - A unit's summaries, from its IR ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Analysis.h"

#include "pass/analysis/BoundTargets.h"
#include "pass/analysis/Effects.h"
#include "pass/analysis/FieldNames.h"
#include "pass/analysis/Flatten.h"
#include "pass/analysis/Handlers.h"
#include "pass/analysis/Models.h"
#include "pass/analysis/Names.h"
#include "pass/analysis/ObjectTypes.h"
#include "pass/analysis/OtherNames.h"
#include "pass/analysis/Outcomes.h"
#include "pass/analysis/ReadOnly.h"
#include "pass/analysis/Registrations.h"
#include "pass/analysis/SharedOwners.h"
#include "pass/analysis/SourceInfo.h"
#include "pass/analysis/TypeTags.h"
#include "pass/analysis/UniqueOwners.h"
#include "pass/model/Holding.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Module.h"

#include <set>

using namespace llvm;

namespace polychrome {

using model::FunctionSummary;
using model::HandlerKind;

namespace {

/// A function that does nothing, in every class of who is resumed: there may be nobody else.
constexpr const char *NobodySymbol = "polychrome.coroutine.nobody";

model::Body exclusiveBody(std::string Why) {
  model::Body B;
  B.Exclusive = true;
  B.Why = std::move(Why);
  return B;
}

/// The slots of every vtable that this unit emits, by class and address point.
/// Taken from the module as it is: code that is not analysed makes objects too.
void addVirtuals(const Module &M, const std::string &Unit, std::vector<model::VirtualEntry> &Out) {
  const DataLayout &DL = M.getDataLayout();
  InternalTypeIds Internal(M, Unit);
  for (const GlobalVariable &G : M.globals()) {
    SmallVector<MDNode *, 2> Types;
    G.getMetadata(LLVMContext::MD_type, Types);
    if (Types.empty() || !G.hasInitializer())
      continue;
    // A vtable group is a struct of arrays; walk it element by element.
    SmallVector<std::pair<uint64_t, const Constant *>, 16> Slots;
    if (auto *Group = dyn_cast<ConstantStruct>(G.getInitializer()))
      for (unsigned I = 0; I != Group->getNumOperands(); ++I) {
        uint64_t Start = DL.getStructLayout(Group->getType())->getElementOffset(I);
        const Constant *Table = Group->getOperand(I);
        for (unsigned J = 0; J != Table->getNumOperands(); ++J)
          Slots.push_back({Start + 8 * J, cast<Constant>(Table->getOperand(J))});
      }
    for (MDNode *Type : Types) {
      auto *At = mdconst::dyn_extract<ConstantInt>(Type->getOperand(0));
      std::string Id = Internal.name(Type->getOperand(1));
      if (!At || Id.empty())
        continue;
      for (auto [Offset, C] : Slots)
        if (const GlobalValue *F = slotTarget(C);
            F && Offset >= At->getZExtValue() && F->getName() != "__cxa_pure_virtual")
          Out.push_back({Id, Offset - At->getZExtValue(), unitSymbol(*F, Unit)});
    }
  }
  llvm::sort(Out);
  Out.erase(llvm::unique(Out), Out.end());
}

/// Memory of the library's own that models name: characters, or the struct of that name.
void addStatics(const Module &M, const Models &Lib,
                std::map<std::string, model::TypeLayout> &Layouts,
                std::vector<model::GlobalInfo> &Out) {
  std::set<std::string> Names;
  for (const Function &F : M)
    if (const Model *Known = Lib.function(F))
      for (const ModelEffect &E : Known->Effects)
        if (E.Word == ModelWord::Static || E.Word == ModelWord::StaticRead)
          Names.insert(E.Name);
  for (const std::string &Name : Names) {
    model::GlobalInfo I;
    I.Name = staticSymbol(Name);
    I.Display = "the library's " + Name;
    if (StringRef Struct = Name; Struct.consume_front("struct ")) {
      StructType *T = StructType::getTypeByName(M.getContext(), ("struct." + Struct).str());
      I.Type = T ? memberType(*T) : "*";
      if (T)
        addLayouts(*T, M.getDataLayout(), Layouts);
    }
    Out.push_back(std::move(I));
  }
}

model::GlobalInfo describe(const GlobalVariable &G, std::string Symbol, const Models &Lib) {
  model::GlobalInfo I;
  I.Name = std::move(Symbol);
  I.Display = demangle(G.getName());
  // As initialised variables often are to LLVM.
  auto *Literal = dyn_cast<StructType>(G.getValueType());
  bool Scalars = Literal && Literal->isLiteral() && isScalars(*Literal);
  I.Type = Scalars ? "{}" : memberType(*G.getValueType());
  I.Size = G.getParent()->getDataLayout().getTypeAllocSize(G.getValueType());
  I.Resources = Lib.resources(G.getName());
  I.At = locationOf(G);
  return I;
}

/// The variables that the copy still mentions, and those that code outside it may write.
void addGlobals(const Module &M, const Flat &Copy, const Models &Lib,
                std::map<std::string, model::TypeLayout> &Layouts,
                std::vector<model::GlobalInfo> &Out) {
  auto Add = [&](const GlobalVariable &G, std::string Symbol) {
    Out.push_back(describe(G, std::move(Symbol), Lib));
    if (auto *S = dyn_cast<StructType>(G.getValueType()))
      addLayouts(*S, M.getDataLayout(), Layouts);
  };
  auto IsConstant = [](const GlobalVariable &G) {
    return G.isConstant() || G.getName().starts_with("llvm.");
  };
  for (const GlobalVariable &G : Copy.M->globals()) {
    if (IsConstant(G))
      continue;
    Add(G, Copy.Symbols.lookup(&G));
    if (const GlobalVariable *Here = M.getGlobalVariable(G.getName(), /*AllowInternal=*/true)) {
      Out.back().OnlyRead = isOnlyRead(*Here);
      Out.back().LeadsToConstants = leadsToConstants(*Here);
    }
  }
  for (const GlobalVariable &G : M.globals())
    if (!IsConstant(G) && !G.hasLocalLinkage() && !Copy.M->getNamedGlobal(G.getName()) &&
        !isOnlyRead(G))
      Add(G, G.getName().str());
  addStatics(*Copy.M, Lib, Layouts, Out);
  llvm::sort(Out);
}

/// The unit's struct types, each with what structName() says.
using NamedStructs = std::vector<std::pair<StructType *, std::string>>;

NamedStructs namedStructs(const Module &M) {
  NamedStructs Out;
  for (StructType *T : M.getIdentifiedStructTypes())
    Out.push_back({T, structName(*T)});
  return Out;
}

/// The members of the struct types that effects name, of those that containers hold, and of
/// those within.
void addUsedLayouts(const Module &M, const NamedStructs &Structs,
                    const std::vector<AnalysisResult::Entry> &Functions,
                    std::map<std::string, model::TypeLayout> &Layouts) {
  StringSet<> Used, Owners, Elements;
  for (const AnalysisResult::Entry &E : Functions)
    for (const model::Body &B : E.Summary.Bodies)
      for (const model::Effect &W : B.Effects) {
        Used.insert(W.Object.str());
        for (const model::Load &L : W.Where.Loads)
          if (Owners.insert(L.Owner.str()).second)
            for (const std::string &Class : model::classesIn(model::heldBy(L.Owner)))
              Elements.insert(Class);
      }
  for (const auto &[T, Name] : Structs)
    if (Used.contains(Name) || Elements.contains(StringRef(Name).split('#').first))
      addLayouts(*T, M.getDataLayout(), Layouts);
}

/// Names the members, and adds the layouts of the classes that are in containers among them.
void addHeldLayouts(const Module &M, const NamedStructs &Named, const FieldNames &Fields,
                    std::map<std::string, model::TypeLayout> &Layouts) {
  StringMap<SmallVector<StructType *, 1>> Structs;
  for (const auto &[T, Name] : Named)
    if (!Name.empty())
      Structs[StringRef(Name).split('#').first].push_back(T);
  StringSet<> Described;
  for (bool More = true; More;) {
    StringSet<> Held;
    for (auto &[Name, L] : Layouts) {
      if (!Described.insert(Name).second)
        continue;
      Fields.describe(L);
      for (const model::Member &X : L.Members)
        for (const std::string &Class : model::classesIn(X.Holds))
          Held.insert(Class);
    }
    std::size_t Before = Layouts.size();
    for (const auto &Class : Held)
      for (StructType *T : Structs.lookup(Class.getKey()))
        addLayouts(*T, M.getDataLayout(), Layouts);
    More = Layouts.size() != Before;
  }
}

/// What the runtime can store in a closure slot: one register's worth.
bool fitsClosure(const Function &F) {
  return all_of(F.args(), [](const Argument &A) {
    return !A.hasByValAttr() && (A.getType()->isPointerTy() || A.getType()->isIntegerTy());
  });
}

/// One unit's functions, one by one.
class Summariser {
public:
  Summariser(Module &Unit, const Flat &C, const Models &L, TypeTags &T, SourceNames &S)
      : Copy(C), Lib(L), Tags(T), Sources(S), Targets(Unit, C, L, T) {}

  /// H and Name are null for what is no handler.
  FunctionSummary run(Function &F, const Handler *H, const HandlerName *Name);
  /// Of the handler F, for each function that its closure may bring along.
  void addBound(Function &F, const Handler &H, const HandlerName &Name,
                std::vector<AnalysisResult::Entry> &Out);

  /// Of what the loop resumes of a coroutine: one summary for each class of those who do.
  void addParts(const CoroutineBody &Body, Function &Coroutine,
                std::vector<AnalysisResult::Entry> &Out, std::vector<model::VirtualEntry> &Resumed);

private:
  const Flat &Copy;
  const Models &Lib;
  TypeTags &Tags;
  SourceNames &Sources;
  BoundTargets Targets;
  UniqueNames BoundNames;

  std::vector<model::Body> bodies(Function &F, HandlerKind Kind);
};

std::vector<model::Body> Summariser::bodies(Function &F, HandlerKind Kind) {
  if (Kind == HandlerKind::Function && !fitsClosure(F))
    return {exclusiveBody("takes an argument that is no pointer or integer")};
  std::vector<model::Body> Out{collectEffects(F, Copy, Lib, Tags, Sources)};
  if (std::optional<Outcome> Success = successOf(F, Kind, Lib)) {
    Out.insert(Out.begin(), collectEffects(*Success->Body, Copy, Lib, Tags, Sources));
    Out.front().When = Success->When;
    Out.back().When.Label = "error";
    Success->Body->eraseFromParent();
  }
  return Out;
}

FunctionSummary Summariser::run(Function &F, const Handler *H, const HandlerName *Name) {
  FunctionSummary S;
  S.Symbol = Copy.Symbols.lookup(&F);
  S.Name = Name ? Name->Name : Sources.qualified(F.getName());
  S.At = Name ? Name->At : locationOf(F);
  S.Kind = H ? H->Kind : HandlerKind::None;
  S.Strand = H && H->Strand;
  if (Name)
    S.Slots = Name->Slots;
  S.NumParams = F.arg_size();
  S.Bodies = bodies(F, S.Kind);
  return S;
}

void Summariser::addParts(const CoroutineBody &Body, Function &Coroutine,
                          std::vector<AnalysisResult::Entry> &Out,
                          std::vector<model::VirtualEntry> &Resumed) {
  bool Incomplete = false;
  std::set<std::string> Classes = resumptionClasses(*Body.F, Incomplete);
  if (Incomplete)
    Classes.insert({resumed::Start.str(), resumed::Continue.str(), resumed::End.str()});
  for (const std::string &Class : Classes) {
    FunctionSummary S;
    const std::string Symbol = unitSymbol(Coroutine, Copy.Unit);
    S.Symbol = Symbol + "." + Class;
    S.Name = Sources.qualified(Coroutine.getName());
    S.At = locationOf(Coroutine);
    S.Bodies = {
        Incomplete
            ? exclusiveBody("resumes the coroutine " + S.Name +
                            ", which awaits one that is recursive, too large or not called there")
            : collectPart(*Body.F, Class, Copy, Lib, Tags, Sources)};
    Resumed.push_back({resumptionId(Class), 0, NobodySymbol});
    const bool Here = Body.Called == CalledFrom::Here;
    Resumed.push_back(
        {Here ? resumptionId(Class) : resumptionIfCalledId(Symbol, Class), 0, S.Symbol});
    Out.push_back({std::move(S), &Coroutine});
  }
}

void Summariser::addBound(Function &F, const Handler &H, const HandlerName &Name,
                          std::vector<AnalysisResult::Entry> &Out) {
  for (const BoundHandler &B : Targets.of(F, H.Kind)) {
    FunctionSummary S;
    S.Bound = {Copy.Symbols.lookup(&F), unitSymbol(*B.Target, Copy.Unit), B.Offset, B.Member};
    S.Symbol = S.Bound.Handler + "." + S.Bound.Target;
    S.Name = BoundNames.add(boundName(Name, *B.Target));
    S.At = locationOf(*B.Target);
    S.Kind = H.Kind;
    S.Slots = Name.Slots;
    S.NumParams = F.arg_size();
    S.Bodies = bodies(*B.Body, H.Kind);
    B.Body->eraseFromParent();
    Out.push_back({std::move(S), B.Target});
  }
}

} // namespace

/// Modelled functions that a vtable or a pointer leads to have no call that shows
/// their model, so they get a summary made of it.
void addModelled(const Module &M, const Flat &Copy, const Models &Lib, TypeTags &Tags,
                 SourceNames &Sources, std::vector<AnalysisResult::Entry> &Out) {
  for (const Function &F : M) {
    if (F.isVarArg() || F.isIntrinsic() || !F.hasAddressTaken())
      continue;
    const Model *Known = Lib.function(F);
    if (!Known || Known->has(ModelWord::Invokes))
      continue;
    Function *Caller = modelCaller(*Copy.M, F);
    FunctionSummary S;
    S.Symbol = unitSymbol(F, Copy.Unit);
    S.Name = Sources.qualified(F.getName());
    S.NumParams = F.arg_size();
    S.Bodies = {collectEffects(*Caller, Copy, Lib, Tags, Sources)};
    Caller->eraseFromParent();
    Out.push_back({std::move(S), nullptr});
  }
}

/// Complete-object constructors are often aliases of base-object ones: another unit
/// calls them by either name.
void addAliases(const Module &M, const std::string &Unit,
                std::vector<AnalysisResult::Entry> &Functions) {
  StringMap<std::size_t> BySymbol;
  for (std::size_t I = 0; I != Functions.size(); ++I)
    BySymbol[Functions[I].Summary.Symbol.str()] = I;
  std::vector<AnalysisResult::Entry> Out;
  for (const GlobalAlias &A : M.aliases()) {
    auto *F = dyn_cast_or_null<Function>(A.getAliaseeObject());
    if (!F || A.isInterposable())
      continue;
    auto It = BySymbol.find(unitSymbol(*F, Unit));
    if (It == BySymbol.end())
      continue;
    FunctionSummary S = Functions[It->second].Summary;
    S.Symbol = unitSymbol(A, Unit);
    S.Kind = HandlerKind::None;
    Out.push_back({std::move(S), nullptr});
  }
  Functions.insert(Functions.end(), Out.begin(), Out.end());
}

/// Of some classes nobody may be there to be resumed.
void addNobody(const Module &M, AnalysisResult &Out) {
  for (const std::string &Name : foreignCoroutines(M))
    Out.Unit.Virtuals.push_back({calledElsewhereId(Name), 0, Name});
  if (none_of(M, isCoroutine))
    return;
  FunctionSummary S;
  S.Symbol = NobodySymbol;
  S.Name = "nobody";
  S.Bodies.emplace_back();
  for (StringRef Class : {resumed::Start, resumed::Continue, resumed::End})
    Out.Unit.Virtuals.push_back({resumptionId(Class), 0, S.Symbol});
  Out.Functions.push_back({std::move(S), nullptr});
}

AnalysisResult analyse(Module &M, const Models &Lib, const std::vector<std::string> &Named,
                       bool StrictAliasing, const Budget &Limits) {
  AnalysisResult Out;
  Out.Unit.Name = M.getSourceFileName();
  std::vector<Handler> Handlers = discoverHandlers(M, Named);
  const FieldNames Fields(M);
  std::map<const Function *, HandlerName> Names = nameHandlers(M, Handlers, Fields);
  Flat Copy = flatten(M, Handlers, Lib, Limits);
  Copy.StrictAliasing = StrictAliasing;
  TypeTags Tags;
  SourceNames Sources;
  std::map<std::string, model::TypeLayout> Layouts;

  Summariser Functions(M, Copy, Lib, Tags, Sources);
  std::map<std::string, const Handler *> BySymbol;
  for (const Handler &H : Handlers)
    BySymbol[H.F->getName().str()] = &H;
  for (Function *F : Copy.Functions) {
    if (auto It = Copy.Coroutines.find(F); It != Copy.Coroutines.end()) {
      Functions.addParts(It->second, *M.getFunction(It->second.Coroutine), Out.Functions,
                         Out.Unit.Virtuals);
      continue;
    }
    auto It = BySymbol.find(F->getName().str());
    const Handler *H = It == BySymbol.end() ? nullptr : It->second;
    const HandlerName *Name = H ? &Names[H->F] : nullptr;
    Out.Functions.push_back(
        {Functions.run(*F, H, Name), M.getFunction(F->getName()), Copy.TooLarge.contains(F)});
    if (H && !H->Strand)
      Functions.addBound(*F, *H, *Name, Out.Functions);
  }
  addModelled(M, Copy, Lib, Tags, Sources, Out.Functions);
  for (const Handler &H : Handlers) {
    if (H.ExclusiveBecause.empty() && H.Kind != HandlerKind::Trampoline)
      continue;
    FunctionSummary S;
    S.Symbol = H.F->getName().str();
    S.Name = Names[H.F].Name;
    S.At = Names[H.F].At;
    S.Kind = H.Kind;
    S.NumParams = H.F->arg_size();
    S.Bodies = {exclusiveBody(H.ExclusiveBecause)};
    Out.Functions.push_back({std::move(S), H.F});
  }
  addAliases(M, Copy.Unit, Out.Functions);
  llvm::sort(Out.Functions,
             [](const auto &A, const auto &B) { return A.Summary.Symbol < B.Summary.Symbol; });

  const NamedStructs Structs = namedStructs(M);
  addUsedLayouts(M, Structs, Out.Functions, Layouts);
  addGlobals(M, Copy, Lib, Layouts, Out.Unit.Globals);
  addVirtuals(M, Copy.Unit, Out.Unit.Virtuals);
  addNobody(M, Out);
  addRegistrations(M, Copy.Unit, Out.Unit.Virtuals);
  Out.Unit.Aliases = otherNames(M, Copy.Unit);
  Out.Unit.Owners = ownerFlows(M, StrictAliasing);
  Out.Unit.Uniques = uniqueFlows(M);
  addHeldLayouts(M, Structs, Fields, Layouts);
  Out.Unit.TbaaTypes = Tags.layouts();
  for (auto &[Name, L] : Layouts)
    Out.Unit.Types.push_back(std::move(L));
  return Out;
}

} // namespace polychrome
