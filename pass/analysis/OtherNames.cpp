//===- OtherNames.cpp - Variables by more than one name -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/OtherNames.h"

#include "pass/analysis/Flatten.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/GlobalAlias.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace polychrome {

using model::AliasInfo;
using model::UnknownOffset;

namespace {

bool inSymbol(char C) { return isAlnum(C) || C == '_' || C == '.' || C == '$' || C == '@'; }

/// The symbols of a statement, without its directive and numbers.
SmallVector<StringRef, 4> symbols(StringRef Statement) {
  SmallVector<StringRef, 4> Out;
  while (!(Statement = Statement.drop_until(inSymbol)).empty()) {
    StringRef Word = Statement.take_while(inSymbol);
    Statement = Statement.drop_front(Word.size());
    if (!isDigit(Word.front()) && Word.front() != '.')
      Out.push_back(Word);
  }
  return Out;
}

bool mayName(StringRef Statement) {
  return Statement.contains('=') ||
         any_of(ArrayRef<StringRef>{".set", ".equ", ".weakref"},
                [&](StringRef Directive) { return Statement.contains(Directive); });
}

void addFromAssembler(const Module &M, const std::string &Unit, std::vector<AliasInfo> &Out) {
  auto NameOf = [&](StringRef Symbol) {
    const GlobalVariable *G = M.getGlobalVariable(Symbol, /*AllowInternal=*/true);
    return G ? unitSymbol(*G, Unit) : Symbol.str();
  };
  SmallVector<StringRef, 8> Statements;
  SplitString(M.getModuleInlineAsm(), Statements, "\n;");
  for (StringRef Statement : Statements) {
    StringRef S = Statement.split('#').first;
    if (!mayName(S))
      continue;
    SmallVector<StringRef, 4> Names = symbols(S);
    for (std::size_t I = 1; I < Names.size(); ++I)
      Out.push_back({NameOf(Names[I - 1]), NameOf(Names[I]), UnknownOffset});
  }
}

} // namespace

std::vector<AliasInfo> otherNames(const Module &M, const std::string &Unit) {
  std::vector<AliasInfo> Out;
  for (const GlobalAlias &A : M.aliases()) {
    APInt Offset(64, 0);
    const Value *Is = &A;
    while (auto *Next = dyn_cast<GlobalAlias>(Is))
      Is = Next->getAliasee()->stripAndAccumulateConstantOffsets(M.getDataLayout(), Offset, true);
    if (auto *G = dyn_cast<GlobalVariable>(Is))
      Out.push_back({unitSymbol(A, Unit), unitSymbol(*G, Unit), Offset.getSExtValue()});
  }
  addFromAssembler(M, Unit, Out);
  llvm::sort(Out);
  return Out;
}

} // namespace polychrome
