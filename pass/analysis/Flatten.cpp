//===- Flatten.cpp - One analysable function per root ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/Flatten.h"

#include "pass/analysis/Alternatives.h"
#include "pass/analysis/ArrayReach.h"
#include "pass/analysis/AtomicTags.h"
#include "pass/analysis/BoundTargets.h"
#include "pass/analysis/ContainerLoads.h"
#include "pass/analysis/Lifetimes.h"
#include "pass/analysis/Models.h"
#include "pass/analysis/ObjectTypes.h"
#include "pass/analysis/Reachable.h"
#include "pass/analysis/SharedOwners.h"
#include "pass/analysis/SourceInfo.h"

#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Analysis/CallGraph.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/StructuralHash.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/IPO/GlobalDCE.h"
#include "llvm/Transforms/IPO/Inliner.h"
#include "llvm/Transforms/Scalar/InstSimplifyPass.h"
#include "llvm/Transforms/Scalar/SROA.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace polychrome {

namespace {

/// Everything the pass managers need, set up once per use.
struct PassManagers {
  LoopAnalysisManager LAM;
  FunctionAnalysisManager FAM;
  CGSCCAnalysisManager CGAM;
  ModuleAnalysisManager MAM;
  PassBuilder PB;

  PassManagers() {
    PB.registerModuleAnalyses(MAM);
    PB.registerCGSCCAnalyses(CGAM);
    PB.registerFunctionAnalyses(FAM);
    PB.registerLoopAnalyses(LAM);
    PB.crossRegisterProxies(LAM, FAM, CGAM, MAM);
  }
};

struct DropLocalWalks : PassInfoMixin<DropLocalWalks> {
  PreservedAnalyses run(Function &F, FunctionAnalysisManager &) {
    return dropLocalWalks(F) ? PreservedAnalyses::none() : PreservedAnalyses::all();
  }
};

FunctionPassManager cleanup() {
  FunctionPassManager FPM;
  FPM.addPass(DropLocalWalks());
  FPM.addPass(SROAPass(SROAOptions::ModifyCFG));
  FPM.addPass(InstSimplifyPass());
  // Hoisting an access out of its block would lose its type.
  FPM.addPass(SimplifyCFGPass(SimplifyCFGOptions().speculateBlocks(false)));
  return FPM;
}

/// The functions that vtables point to: a virtual call may reach them.
void addVirtualFunctions(Module &M, SmallPtrSetImpl<Function *> &Roots) {
  for (GlobalVariable &G : M.globals()) {
    if (!G.hasInitializer() || !G.hasMetadata(LLVMContext::MD_type))
      continue;
    SmallVector<const Constant *, 8> Work{G.getInitializer()};
    while (!Work.empty()) {
      const Constant *C = Work.pop_back_val();
      if (auto *F = dyn_cast_or_null<Function>(slotTarget(C)))
        Roots.insert(const_cast<Function *>(F));
      else if (isa<ConstantAggregate>(C))
        for (const Use &U : C->operands())
          Work.push_back(cast<Constant>(U.get()));
    }
  }
}

/// Functions of the user's whose address is taken: an indirect call may reach
/// them. Asio's own (do_complete, do_perform, executor tables) are called by the
/// loop or by modelled code only, except for the view that runs a functor.
void addAddressTaken(Module &M, SmallPtrSetImpl<Function *> &Roots) {
  for (Function &F : M) {
    if (F.isDeclaration() || isGlue(F) || !F.hasAddressTaken())
      continue;
    std::string Name = asioName(F.getName());
    StringRef N = Name;
    if (!N.starts_with("asio::") ||
        N.starts_with("asio::detail::executor_function_view::complete<"))
      Roots.insert(&F);
  }
}

SmallPtrSet<Function *, 32> roots(Module &M, ArrayRef<Handler> Handlers) {
  SmallPtrSet<Function *, 32> Roots;
  for (const Handler &H : Handlers)
    if (H.ExclusiveBecause.empty() && H.Kind != model::HandlerKind::Trampoline)
      Roots.insert(H.F);
  // Another unit may call these; main runs before and around the loop. Coroutines that main
  // made are resumed by it.
  for (Function &F : M)
    if ((F.hasExternalLinkage() && !F.isDeclaration() && F.getName() != "main") ||
        (isCoroutine(F) && !F.isDeclaration()))
      Roots.insert(&F);
  addVirtualFunctions(M, Roots);
  addAddressTaken(M, Roots);
  return Roots;
}

/// Deletes the module-level lists that keep everything alive.
void cut(Module &M) {
  for (const char *Name : {"llvm.global_ctors", "llvm.global_dtors", "llvm.used",
                           "llvm.compiler.used", "llvm.global.annotations"})
    if (GlobalVariable *G = M.getGlobalVariable(Name))
      G->eraseFromParent();
}

/// libstdc++ counts references by these functions, which models know as that. A program's own
/// calls are of counters of its own.
void replaceOwnCounting(Module &M) {
  constexpr StringRef Counting[] = {
      "_ZN9__gnu_cxx27__exchange_and_add_dispatchEPii", "_ZN9__gnu_cxx18__exchange_and_addEPVii",
      "_ZN9__gnu_cxx21__atomic_add_dispatchEPii", "_ZN9__gnu_cxx12__atomic_addEPVii"};
  auto IsLibrarys = [](StringRef Caller) {
    return Caller.starts_with("_ZNSt") || Caller.starts_with("_ZNKSt") ||
           Caller.starts_with("_ZSt") || Caller.starts_with("_ZN9__gnu_cxx") ||
           Caller.starts_with("_ZNK9__gnu_cxx");
  };
  for (StringRef Name : Counting)
    if (Function *F = M.getFunction(Name))
      for (User *U : make_early_inc_range(F->users())) {
        auto *Call = dyn_cast<CallBase>(U);
        if (!Call || Call->getCalledFunction() != F || Call->arg_size() != 2 ||
            !Call->getArgOperand(0)->getType()->isPointerTy() ||
            !Call->getArgOperand(1)->getType()->isIntegerTy(32) ||
            IsLibrarys(Call->getFunction()->getName()))
          continue;
        auto *Invoke = dyn_cast<InvokeInst>(Call);
        auto *C = Invoke ? changeToCall(Invoke) : dyn_cast<CallInst>(Call);
        if (!C)
          continue;
        auto *Add = new AtomicRMWInst(AtomicRMWInst::Add, C->getArgOperand(0), C->getArgOperand(1),
                                      Align(4), AtomicOrdering::AcquireRelease, SyncScope::System,
                                      C->getIterator());
        Add->setDebugLoc(C->getDebugLoc());
        if (!C->getType()->isVoidTy())
          C->replaceAllUsesWith(Add);
        C->eraseFromParent();
      }
}

/// Which functions are inlined into their callers: all but roots that recurse,
/// and those that would make a root larger than the budget.
SmallPtrSet<Function *, 8> tooLargeOrRecursive(Module &M, unsigned Limit,
                                               SmallPtrSetImpl<const Function *> &TooLarge) {
  SmallPtrSet<Function *, 8> Out;
  DenseMap<Function *, unsigned> Size;
  CallGraph CG(M);
  for (auto It = scc_begin(&CG); !It.isAtEnd(); ++It) {
    bool Recursive = It.hasCycle();
    for (CallGraphNode *Node : *It) {
      Function *F = Node->getFunction();
      if (!F || F->isDeclaration())
        continue;
      uint64_t Total = F->getInstructionCount();
      for (auto &Call : *Node)
        if (Function *Callee = Call.second->getFunction())
          if (Callee != F && !Out.contains(Callee))
            Total += Size.lookup(Callee);
      Size[F] = std::min<uint64_t>(Total, Limit + 1);
      if (Recursive || Total > Limit)
        Out.insert(F);
      if (Total > Limit)
        TooLarge.insert(F);
    }
  }
  return Out;
}

/// A copied module's tables of labels still name the labels of the original, so none of
/// the copy's would count as reachable. Which of them is taken does not matter here.
void replaceComputedGotos(Module &M) {
  for (Function &F : M)
    for (BasicBlock &B : F) {
      auto *Goto = dyn_cast<IndirectBrInst>(B.getTerminator());
      if (!Goto || !Goto->getNumDestinations())
        continue;
      IRBuilder<> Builder(Goto);
      Value *Choice = Builder.CreatePtrToInt(Goto->getAddress(), Builder.getInt64Ty());
      SwitchInst *Switch = Builder.CreateSwitch(Choice, Goto->getDestination(0));
      for (unsigned I = 1; I != Goto->getNumDestinations(); ++I)
        Switch->addCase(Builder.getInt64(I), Goto->getDestination(I));
      Goto->eraseFromParent();
    }
}

void prepareFunctions(Module &M, const SmallPtrSetImpl<Function *> &Roots, const Models &Lib,
                      Flat &Copy) {
  SmallPtrSet<Function *, 8> Separate =
      tooLargeOrRecursive(M, Copy.Limits.Instructions, Copy.TooLarge);
  for (Function &F : M) {
    if (F.isDeclaration())
      continue;
    F.removeFnAttr(Attribute::OptimizeNone);
    F.removeFnAttr(Attribute::NoInline);
    F.removeFnAttr(Attribute::AlwaysInline);
    F.removeFnAttr(Attribute::Cold);
    F.setComdat(nullptr);
    const Model *Known = Lib.function(F);
    bool Keep = Separate.contains(&F) || F.isInterposable() || Known;
    F.addFnAttr(Keep ? Attribute::NoInline : Attribute::AlwaysInline);
    if (Roots.contains(&F) || Keep)
      F.setLinkage(F.isInterposable() ? F.getLinkage() : GlobalValue::WeakODRLinkage);
    else
      F.setLinkage(GlobalValue::InternalLinkage);
    F.setVisibility(GlobalValue::DefaultVisibility);
  }
  for (GlobalVariable &G : M.globals())
    G.setComdat(nullptr);
}

} // namespace

std::string unitName(const Module &M) {
  std::string Id = getUniqueModuleId(const_cast<Module *>(&M));
  if (Id.empty()) // it defines nothing that another unit could call
    Id = "." + utohexstr(StructuralHash(M, /*DetailedHash=*/true), /*LowerCase=*/true);
  return M.getSourceFileName() + Id;
}

std::string unitSymbol(const GlobalValue &G, StringRef Unit) {
  return G.hasLocalLinkage() ? (Unit + "!" + G.getName()).str() : G.getName().str();
}

const GlobalValue *slotTarget(const Constant *Slot) {
  Slot = Slot->stripPointerCasts();
  if (auto *Local = dyn_cast<DSOLocalEquivalent>(Slot))
    Slot = Local->getGlobalValue();
  // Destructors are: D1 is one of D2 where the class has no virtual bases.
  if (auto *A = dyn_cast<GlobalAlias>(Slot); A && !A->isInterposable() && A->getAliaseeObject())
    Slot = A->getAliaseeObject();
  return isa<GlobalVariable>(Slot) ? nullptr : dyn_cast<GlobalValue>(Slot);
}

InternalTypeIds::InternalTypeIds(const Module &M, std::string UnitName)
    : Unit(std::move(UnitName)) {
  for (const GlobalVariable &G : M.globals()) {
    SmallVector<MDNode *, 2> Types;
    G.getMetadata(LLVMContext::MD_type, Types);
    for (MDNode *T : Types)
      if (isa<MDNode>(T->getOperand(1)))
        Numbers.try_emplace(T->getOperand(1), Numbers.size());
  }
}

std::string InternalTypeIds::name(const Metadata *Id) const {
  if (auto *Name = dyn_cast<MDString>(Id))
    // clang also names the types of member functions; no call is tested by those.
    return Name->getString().ends_with(".virtual") ? std::string() : Name->getString().str();
  auto It = Numbers.find(Id);
  return It == Numbers.end() ? std::string() : Unit + "!class" + std::to_string(It->second);
}

void simplify(Function &F) {
  PassManagers PM;
  cleanup().run(F, PM.FAM);
}

Function *modelCaller(Module &M, const Function &F) {
  auto *Caller =
      Function::Create(F.getFunctionType(), GlobalValue::InternalLinkage, "polychrome.model", M);
  IRBuilder<> B(BasicBlock::Create(F.getContext(), "", Caller));
  SmallVector<Value *, 4> Args;
  for (Argument &A : Caller->args())
    Args.push_back(&A);
  CallInst *Call = B.CreateCall(
      M.getOrInsertFunction(F.getName(), F.getFunctionType(), F.getAttributes()), Args);
  Call->setAttributes(F.getAttributes());
  if (F.getReturnType()->isVoidTy())
    B.CreateRetVoid();
  else
    B.CreateRet(Call);
  return Caller;
}

Flat flatten(Module &M, ArrayRef<Handler> Handlers, const Models &Lib, const Budget &Limits) {
  SmallPtrSet<Function *, 32> Roots = roots(M, Handlers);
  DenseSet<const GlobalValue *> Needed = reachableDefinitions(M, Roots, Lib);
  ValueToValueMapTy Map;
  Flat Out;
  Out.Limits = Limits;
  Out.M = CloneModule(
      M, Map, [&](const GlobalValue *G) { return isa<GlobalVariable>(G) || Needed.contains(G); });
  // Simplified code no longer mentions all types.
  Out.Layouts = structLayouts(*Out.M);
  SmallPtrSet<Function *, 32> FlatRoots;
  Out.Unit = unitName(M);
  for (GlobalValue &G : M.global_values())
    if (auto *Copy = dyn_cast_or_null<GlobalValue>(Map.lookup(&G)))
      Out.Symbols[Copy] = unitSymbol(G, Out.Unit);
  for (Function *F : Roots)
    FlatRoots.insert(cast<Function>(Map[F]));
  Out.TypeIds = InternalTypeIds(*Out.M, Out.Unit);
  for (const CoroutineBody &B : plainCoroutines(M, *Out.M, Map))
    if (B.Called != CalledFrom::Nowhere) {
      FlatRoots.insert(B.F);
      Out.Coroutines[B.F] = B;
    }
  for (GlobalValue &G : Out.M->global_values())
    if (!Out.Symbols.contains(&G))
      Out.Symbols[&G] = isa<Function>(G) ? Out.Unit + "!" + G.getName().str() : G.getName().str();
  cut(*Out.M);
  replaceOwnCounting(*Out.M);
  dropVariables(*Out.M);
  replaceComputedGotos(*Out.M);
  for (Function *F : separateReleases(*Out.M))
    Out.Symbols[F] = Out.Unit + "!" + F->getName().str();
  Out.OtherDeques = dequesOfOtherAllocators(*Out.M);
  for (Function &F : *Out.M) {
    tagAtomics(F);
    noteObjects(F);
    noteArrays(F);
    noteContainerLoads(F, Out.OtherDeques);
    noteVectors(F);
    noteLibraryLoads(F);
    noteNumbersOfText(F);
    noteAlternatives(F);
    splitMemberPointers(F);
    noteLifetimes(F);
  }
  prepareFunctions(*Out.M, FlatRoots, Lib, Out);

  PassManagers PM;
  GlobalDCEPass().run(*Out.M, PM.MAM);
  // Every function says whether it is to be inlined; nothing is left to a cost model.
  CGSCCPassManager Inline;
  Inline.addPass(InlinerPass(/*OnlyMandatory=*/true));
  Inline.addPass(createCGSCCToFunctionPassAdaptor(cleanup()));
  ModulePassManager MPM;
  MPM.addPass(createModuleToFunctionPassAdaptor(DropLocalWalks()));
  MPM.addPass(createModuleToFunctionPassAdaptor(SROAPass(SROAOptions::ModifyCFG)));
  MPM.addPass(createModuleToPostOrderCGSCCPassAdaptor(std::move(Inline)));
  MPM.addPass(createModuleToFunctionPassAdaptor(cleanup()));
  MPM.addPass(GlobalDCEPass());
  MPM.run(*Out.M, PM.MAM);

  for (const GlobalVariable &G : Out.M->globals())
    Out.Variables[Out.Symbols.lookup(&G)] = &G;
  for (const Handler &H : Handlers)
    if (Function *F = Out.M->getFunction(H.F->getName())) {
      Out.Handlers[F] = H.Kind;
      if (H.Kind == model::HandlerKind::Asio || H.Kind == model::HandlerKind::Posted)
        F->addParamAttr(H.Kind == model::HandlerKind::Asio,
                        Attribute::get(F->getContext(), ClosureAttribute));
    }
  for (Function &F : *Out.M)
    if (!F.isDeclaration())
      Out.Functions.push_back(&F);
  llvm::sort(Out.Functions, [&](const Function *A, const Function *B) {
    return Out.Symbols.lookup(A) < Out.Symbols.lookup(B);
  });
  return Out;
}

} // namespace polychrome
