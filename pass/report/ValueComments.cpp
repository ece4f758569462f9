//===- ValueComments.cpp - Pointer values beside the IR -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/report/ValueComments.h"

#include "pass/analysis/Flatten.h"
#include "pass/analysis/PointerValues.h"
#include "pass/analysis/TypeTags.h"

#include "llvm/IR/AssemblyAnnotationWriter.h"
#include "llvm/IR/Function.h"
#include "llvm/Support/FormattedStream.h"

using namespace llvm;

namespace polychrome {

namespace {

void printSet(const model::ValueSet &S, raw_ostream &OS) {
  for (const model::Path &P : S.Values)
    OS << ' ' << model::str(P);
  if (S.Any)
    OS << " anything";
}

/// What pointers the local objects hold.
void printLocals(PointerValues &Values, raw_ostream &OS) {
  unsigned Number = 0;
  for (const model::LocalObject &L : Values.locals()) {
    for (const auto &[Offset, What] : L.Contents) {
      OS << "; " << model::str(model::Path::local(Number).plus(Offset)) << ':';
      printSet(What, OS);
      OS << '\n';
    }
    ++Number;
  }
}

class Writer : public AssemblyAnnotationWriter {
public:
  Writer(PointerValues &V) : Values(V) {}

  void printInfoComment(const Value &V, formatted_raw_ostream &OS) override {
    if (!isa<Argument, Instruction>(V) || V.getType()->isVoidTy())
      return;
    model::ValueSet S = Values.of(&V);
    if (S.Values.empty() && !S.Any)
      return;
    OS << "  ; ->";
    printSet(S, OS);
  }

private:
  PointerValues &Values;
};

} // namespace

void printWithValues(const Flat &Copy, const Models &Lib, raw_ostream &OS) {
  TypeTags Tags;
  for (Function *F : Copy.Functions) {
    PointerValues Values(*F, Copy, Lib, Tags);
    if (Values.lost())
      OS << "; not solved any further: an access may be to any memory\n";
    else if (!Values.converged())
      OS << "; too complex\n";
    Writer W(Values);
    F->print(OS, &W);
    printLocals(Values, OS);
  }
}

} // namespace polychrome
