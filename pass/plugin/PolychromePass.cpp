//===- PolychromePass.cpp - The passes ------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/plugin/PolychromePass.h"

#include "pass/analysis/Analysis.h"
#include "pass/analysis/Flatten.h"
#include "pass/analysis/Models.h"
#include "pass/analysis/SourceInfo.h"
#include "pass/model/Link.h"
#include "pass/model/Packing.h"
#include "pass/model/Records.h"
#include "pass/report/Listing.h"
#include "pass/report/Naming.h"
#include "pass/report/Remarks.h"
#include "pass/report/ValueComments.h"
#include "pass/transform/AsioHook.h"
#include "pass/transform/AuditInstrumentation.h"
#include "pass/transform/GlueVersion.h"
#include "pass/transform/Marks.h"
#include "pass/transform/RecordEmission.h"

#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace polychrome {

namespace {

cl::list<std::string> ModelFiles("polychrome-models", cl::value_desc("FILE"),
                                 cl::desc("Library models to add to the built-in ones"));
cl::list<std::string> HandlerNames("polychrome-handlers", cl::value_desc("NAME,..."),
                                   cl::CommaSeparated,
                                   cl::desc("Functions to treat as event handlers"));

cl::opt<unsigned> InstructionBudget("polychrome-max-instructions",
                                    cl::desc("How large a function may become by inlining"),
                                    cl::init(Budget().Instructions), cl::Hidden);
cl::opt<uint64_t> StepBudget("polychrome-max-steps",
                             cl::desc("Steps of the analysis before a function is unknown"),
                             cl::init(Budget().Steps), cl::Hidden);

cl::opt<bool> RelaxedAliasing("polychrome-relaxed-aliasing",
                              cl::desc("The unit is compiled with -fno-strict-aliasing"));

cl::opt<bool> Audit("polychrome-audit", cl::desc("Report every access to the runtime"));

cl::opt<bool> DropDebugInfo("polychrome-drop-debug-info",
                            cl::desc("Debug information is there for the pass only"));

/// The built-in models, the user's, and what the unit's source promises. What is wrong
/// with a file is the user's to mend, so it is an error of the compilation.
Models loadModels(const Module &M) {
  LLVMContext &C = M.getContext();
  Models Lib = builtinModels();
  for (const std::string &File : ModelFiles) {
    auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/true);
    std::string Error;
    if (!Buffer)
      C.emitError("polychrome: cannot read the models file '" + File +
                  "': " + Buffer.getError().message());
    else if (!Lib.add(File, (*Buffer)->getBuffer(), Error, Models::Origin::User))
      C.emitError("polychrome: " + Error);
  }
  addPromises(M, Lib);
  return Lib;
}

bool isHandler(const model::FunctionSummary &S) {
  return S.Kind != model::HandlerKind::None && S.Bound.Handler.empty();
}

void instrument(Module &M, const Models &Lib, const AnalysisResult &A) {
  DenseSet<const Function *> Handlers;
  for (const AnalysisResult::Entry &E : A.Functions)
    if (isHandler(E.Summary))
      Handlers.insert(E.F);
  instrumentForAudit(M, Lib, Handlers);
}

/// The wrapper asks clang for type tests to learn which classes virtual calls go
/// to; code generation must not see them.
void dropTypeTests(Module &M) {
  for (Intrinsic::ID Id : {Intrinsic::type_test, Intrinsic::public_type_test}) {
    Function *Test = M.getFunction(Intrinsic::getName(Id));
    if (!Test)
      continue;
    for (User *U : make_early_inc_range(Test->users())) {
      auto *Call = cast<CallInst>(U);
      for (User *V : make_early_inc_range(Call->users()))
        if (auto *Assume = dyn_cast<AssumeInst>(V))
          Assume->eraseFromParent();
      Call->replaceAllUsesWith(ConstantInt::getTrue(M.getContext()));
      Call->eraseFromParent();
    }
    Test->eraseFromParent();
  }
}

/// What the record stays or goes with.
Comdat *groupOf(Module &M, const AnalysisResult::Entry &E) {
  if (!E.F)
    return nullptr;
  const model::Binding &B = E.Summary.Bound;
  if (B.Handler.empty())
    return summaryGroup(M, *E.F, isHandler(E.Summary));
  const Function *Handler = M.getFunction(B.Handler.str());
  // Every unit that has the pair says the same of it.
  bool Shared = Handler && Handler->hasComdat() && !E.F->hasLocalLinkage();
  return Shared ? M.getOrInsertComdat("polychrome.bound." + E.Summary.Symbol) : nullptr;
}

model::RecordSet records(AnalysisResult A) {
  model::RecordSet Set;
  // The listing is of this unit alone, as if it were the whole program.
  Set.Complete = true;
  Set.Units.push_back(std::move(A.Unit));
  for (AnalysisResult::Entry &E : A.Functions)
    Set.Functions.push_back({std::move(E.Summary), nullptr});
  return Set;
}

/// This unit alone, in the words of its source.
model::Program namedProgram(const AnalysisResult &A) {
  const model::RecordSet Alone = records(A);
  model::Program P = model::linkExplained(Alone);
  nameForPeople(P, model::Types(Alone));
  return P;
}

} // namespace

PreservedAnalyses PolychromePass::run(Module &M, ModuleAnalysisManager &MAM) {
  const bool GlueFits = takeGlueVersion(M);
  dropIdleGlue(M, MAM);
  makeUpdatesAtomic(M);
  Models Lib = loadModels(M);
  if (DropDebugInfo)
    dropVariables(M);
  AnalysisResult A = analyse(M, Lib, {HandlerNames.begin(), HandlerNames.end()}, !RelaxedAliasing,
                             {InstructionBudget, StepBudget});
  if (wantsRemarks(M))
    emitRemarks(M, A, namedProgram(A), Lib.unmatched());
  dropTypeTests(M);
  if (Audit)
    instrument(M, Lib, A);
  dropFieldMarks(M);
  if (GlueFits)
    insertAsioHooks(M);
  emitRecord(M, POLYCHROME_RECORD_UNIT, nullptr, nullptr, model::packed(model::encode(A.Unit)));
  for (const AnalysisResult::Entry &E : A.Functions) {
    emitRecord(M, POLYCHROME_RECORD_FUNCTION,
               E.Summary.Kind != model::HandlerKind::None ? E.F : nullptr, groupOf(M, E),
               model::packed(model::encode(E.Summary)));
  }
  emitRegistration(M);
  if (DropDebugInfo)
    dropDebugInfo(M);
  return PreservedAnalyses::none();
}

PreservedAnalyses PolychromePrinterPass::run(Module &M, ModuleAnalysisManager &) {
  makeUpdatesAtomic(M);
  Models Lib = loadModels(M);
  printListing(
      model::linkExplained(records(analyse(M, Lib, {HandlerNames.begin(), HandlerNames.end()}))),
      OS);
  return PreservedAnalyses::all();
}

PreservedAnalyses FlattenedPrinterPass::run(Module &M, ModuleAnalysisManager &) {
  makeUpdatesAtomic(M);
  Models Lib = loadModels(M);
  std::vector<std::string> Named(HandlerNames.begin(), HandlerNames.end());
  Flat Copy = flatten(M, discoverHandlers(M, Named), Lib);
  if (WithValues)
    printWithValues(Copy, Lib, OS);
  else
    Copy.M->print(OS, nullptr);
  return PreservedAnalyses::all();
}

} // namespace polychrome
