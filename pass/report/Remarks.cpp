//===- Remarks.cpp - What the pass found, as optimisation remarks ---------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/report/Remarks.h"

#include "pass/analysis/Analysis.h"
#include "pass/analysis/Effects.h"
#include "pass/analysis/SourceInfo.h"
#include "pass/model/Program.h"
#include "pass/report/Naming.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DiagnosticHandler.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/LLVMRemarkStreamer.h"
#include "llvm/IR/Module.h"

#include <map>
#include <set>

using namespace llvm;

namespace polychrome {

namespace {

constexpr const char *PassName = "polychrome";

class Emitter {
public:
  Emitter(const Module &M, const AnalysisResult &A) : M(M) {
    for (const AnalysisResult::Entry &E : A.Functions)
      if (E.F)
        Functions.try_emplace(E.Summary.Symbol.str(), E.F);
    for (const Function &F : M)
      if (const DISubprogram *S = F.getSubprogram(); S && !F.isDeclaration())
        At.try_emplace(locationOf(F), S);
  }

  /// A remark on a function of the unit, at the place that it is known by: a lambda's
  /// rather than that of the library's function which runs it.
  template <class Remark>
  void emit(const char *Kind, StringRef Symbol, const model::Location &Where, const Twine &Text) {
    if (auto It = Functions.find(Symbol); It != Functions.end())
      emit<Remark>(Kind, *It->second, Where, Text);
  }

  template <class Remark>
  void emit(const char *Kind, const Function &F, const model::Location &Where, const Twine &Text) {
    if (F.isDeclaration())
      return;
    auto It = At.find({Where.File, Where.Line, 0});
    const DISubprogram *S = It == At.end() ? F.getSubprogram() : It->second;
    OptimizationRemarkEmitter ORE(&F);
    ORE.emit([&] {
      Remark R(PassName, Kind, place(S, Where), &F.getEntryBlock());
      R << Text.str();
      return R;
    });
  }

private:
  const Module &M;
  StringMap<const Function *> Functions;              ///< by the symbols of their summaries
  std::map<model::Location, const DISubprogram *> At; ///< by line

  /// Of functions, debug information has no column; of a lambda it may be known.
  DiagnosticLocation place(const DISubprogram *S, const model::Location &Where) const {
    if (!S || !Where.Column || S->getLine() != Where.Line)
      return DiagnosticLocation(S);
    return DiagnosticLocation(DebugLoc(
        DILocation::get(M.getContext(), Where.Line, Where.Column, const_cast<DISubprogram *>(S))));
  }
};

void handler(const model::Row &R, Emitter &To) {
  if (R.Exclusive) {
    To.emit<OptimizationRemarkMissed>("Exclusive", R.Symbol, R.At,
                                      "handler '" + R.Name + "' runs alone: " + R.Why);
    return;
  }
  To.emit<OptimizationRemark>("Handler", R.Symbol, R.At,
                              "handler '" + R.Name + "' may run beside others");
  if (R.Pinned)
    To.emit<OptimizationRemarkMissed>("Pinned", R.Symbol, R.At,
                                      "handler '" + R.Name +
                                          "' stays on the thread that called run(): " + R.Why);
  std::set<std::string> Touched;
  for (const model::HandlerEffect &E : R.Effects)
    Touched.insert((E.What.How == model::Mode::Read ? "reads " : "changes ") + E.Text);
  std::string List;
  for (const std::string &T : Touched)
    List += (List.empty() ? "" : ", ") + T;
  To.emit<OptimizationRemarkAnalysis>("Footprint", R.Symbol, R.At,
                                      "handler '" + R.Name + "' " +
                                          (List.empty() ? "touches nothing of others" : List));
}

/// "A, B and 2 more".
std::string few(const std::set<std::string> &Names) {
  constexpr std::size_t Listed = 3;
  std::string Text;
  std::size_t I = 0;
  for (const std::string &Name : Names) {
    if (I == Listed)
      return Text + " and " + std::to_string(Names.size() - Listed) + " more";
    Text += (I++ ? ", " : "") + Name;
  }
  return Text;
}

/// Whom the handler never runs beside, and what they have in common; those that run alone
/// have said so.
void conflicts(const model::Program &P, const model::Row &R, Emitter &To) {
  std::set<std::string> Others, Regions;
  for (const model::Cell &C : P.Cells) {
    if (!C.Bits.Global || (C.A != R.Id && C.B != R.Id))
      continue;
    const model::Row &Other = P.Rows[C.A == R.Id ? C.B : C.A];
    if (R.Exclusive || Other.Exclusive)
      continue;
    Others.insert(Other.Id == R.Id ? "itself" : "'" + Other.Name + "'");
    for (const model::Reason &Why : C.Reasons)
      if (!Why.Context)
        Regions.insert(P.Rows[C.A].Effects[Why.A].Text);
  }
  if (!Others.empty())
    To.emit<OptimizationRemarkMissed>("Conflict", R.Symbol, R.At,
                                      "handler '" + R.Name + "' never runs beside " + few(Others) +
                                          (Regions.empty() ? "" : ": " + few(Regions)));
}

} // namespace

bool wantsRemarks(const Module &M) {
  LLVMContext &C = M.getContext();
  return C.getLLVMRemarkStreamer() || C.getDiagHandlerPtr()->isAnyRemarkEnabled(PassName);
}

void emitRemarks(const Module &M, const AnalysisResult &A, const model::Program &Alone,
                 ArrayRef<std::string> UnmatchedModels) {
  Emitter To(M, A);
  for (const model::Row &R : Alone.Rows) {
    handler(R, To);
    conflicts(Alone, R, To);
  }
  for (const AnalysisResult::Entry &E : A.Functions) {
    const model::FunctionSummary &S = E.Summary;
    if (S.Bodies.front().Why == TooComplex && E.F)
      To.emit<OptimizationRemarkMissed>("TooComplex", *E.F, S.At,
                                        "'" + demangled(S.Name) + "' " + TooComplex +
                                            ": whatever calls it runs alone");
    if (E.TooLarge)
      To.emit<OptimizationRemarkAnalysis>(
          "TooLarge", *E.F, S.At,
          "'" + demangled(S.Name) + "' is too large to be looked at within each of its callers");
  }
  if (UnmatchedModels.empty())
    return;
  // A model has no place in the unit; any function of it will do.
  for (const Function &F : M)
    if (!F.isDeclaration()) {
      for (const std::string &Line : UnmatchedModels)
        To.emit<OptimizationRemarkAnalysis>("UnmatchedModel", F, locationOf(F),
                                            Line + " matches nothing that handlers of this unit "
                                                   "use");
      return;
    }
}

} // namespace polychrome
