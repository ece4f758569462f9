//===- Plugin.cpp - What clang loads --------------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs the checks once a unit has been read without errors, on what of it is not from
// system headers: its top-level declarations are noted as they come, so that the rest,
// which is most of it, costs nothing.
//
// Arguments, after -fplugin-arg-polychrome-: flags of the groups, with their -W.
//
//===----------------------------------------------------------------------===//

#include "clang-plugin/Attributes.h"
#include "clang-plugin/Check.h"
#include "clang-plugin/Pragmas.h"
#include "clang-plugin/SourceHandlers.h"
#include "clang-plugin/Warnings.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"

using namespace clang;

namespace polychrome {

namespace {

class Consumer : public ASTConsumer {
public:
  explicit Consumer(std::shared_ptr<Warnings> Ours) : W(std::move(Ours)) {}

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    for (Decl *D : Group) {
      const SourceManager &SM = D->getASTContext().getSourceManager();
      if (!SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
        Own.push_back(D);
    }
    return true;
  }

  void HandleTranslationUnit(ASTContext &AST) override {
    if (AST.getDiagnostics().hasErrorOccurred() || Own.empty())
      return;
    CheckContext C{AST, *W};
    for (const SourceHandler &H : findHandlers(Own)) {
      if (H.Lambda && isMarkedHandler(H.Function))
        markInvoker(H.Lambda);
      for (const Check *Each : allChecks())
        if (Each->OnHandler)
          Each->OnHandler(H, C);
    }
    for (const Check *Each : allChecks())
      if (Each->OnUnit)
        Each->OnUnit(Own, C);
  }

private:
  std::shared_ptr<Warnings> W;
  std::vector<Decl *> Own;
};

class Action : public PluginASTAction {
protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, StringRef) override {
    auto W = std::make_shared<Warnings>(CI.getDiagnostics());
    for (const std::string &Flag : CI.getDiagnosticOpts().Warnings)
      W->flag(Flag);
    for (const std::string &Flag : Flags)
      W->flag(Flag);
    handlePragmas(CI.getPreprocessor(), W);
    return std::make_unique<Consumer>(std::move(W));
  }

  bool ParseArgs(const CompilerInstance &CI, const std::vector<std::string> &Args) override {
    DiagnosticsEngine &Diags = CI.getDiagnostics();
    Warnings Known(Diags);
    for (StringRef Arg : Args) {
      if (isWrappers(Arg))
        continue;
      if (Arg.consume_front("W") && Known.flag(Arg)) {
        Flags.push_back(Arg.str());
        continue;
      }
      Diags.Report(Diags.getCustomDiagID(DiagnosticsEngine::Error,
                                         "there is no warning group '-W%0'; there are "
                                         "-Wpolychrome and%1"))
          << Arg << names();
      return false;
    }
    return true;
  }

  ActionType getActionType() override { return AddBeforeMainAction; }

private:
  std::vector<std::string> Flags;

  /// What the wrappers take for themselves, and only other tools that load the plugin hand on.
  static bool isWrappers(StringRef Arg) {
    return Arg == "audit" || Arg == "no-clang-plugin" || Arg.starts_with("models=") ||
           Arg.starts_with("handlers=");
  }

  static std::string names() {
    std::string Out;
    for (const Check *C : allChecks())
      Out += std::string(" -Wpolychrome-") + C->Name;
    return Out;
  }
};

FrontendPluginRegistry::Add<Action> Registered("polychrome", "attributes and checks of handlers");

} // namespace

} // namespace polychrome
