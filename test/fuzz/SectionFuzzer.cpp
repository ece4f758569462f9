//===- SectionFuzzer.cpp - Any bytes as a section of summaries ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A libFuzzer target: whatever a section holds, reading it gives records or one line
// of text. A program's start and the command both read bytes that nobody has checked.
//
//===----------------------------------------------------------------------===//

#include "pass/model/Records.h"

#include <cstdlib>

using namespace polychrome::model;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data, std::size_t Size) {
  RecordSet Records;
  std::string Error;
  bool Read = readSection(std::as_bytes(std::span(Data, Size)), false, Records, Error);
  if (!Read && (Error.empty() || Error.find('\n') != std::string::npos))
    std::abort();
  return 0;
}
