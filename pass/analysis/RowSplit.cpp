//===- RowSplit.cpp - One row per outcome of an operation -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/analysis/RowSplit.h"

#include "pass/analysis/Effects.h"

using namespace llvm;

namespace polychrome {

std::vector<model::Body> splitRows(Function &F, model::HandlerKind, const Flat &Copy,
                                   const Models &Lib, TypeTags &Tags) {
  return {collectEffects(F, Copy, Lib, Tags)};
}

} // namespace polychrome
