//===- Records.h - Summaries as bytes ---------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Payloads of the records that polychrome/abi.h describes. Integers are LEB128,
// strings and what else repeats (RecordFields.h) an index into the payload's own tables, so a
// record stands alone: the linker may drop any of its neighbours. In a section they are packed
// (Packing.h); encode() and decode() know nothing of that. The reader trusts nothing: any input
// gives either a value or an error, never undefined behaviour.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_RECORDS_H
#define POLYCHROME_MODEL_RECORDS_H

#include "pass/model/Summary.h"
#include "pass/model/TextPool.h"

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace polychrome::model {

/// What the wrapper saw when it linked a module.
struct LinkInfo {
  bool Program = false; ///< an executable, not a shared object
  /// Every input was compiled with Polychrome or belongs to the system, and so
  /// was every shared object's.
  bool Complete = false;
  std::vector<std::string> Plain; ///< the inputs that were not
  auto operator<=>(const LinkInfo &) const = default;
};

std::string encode(const UnitInfo &U);
std::string encode(const FunctionSummary &F);
std::string encode(const LinkInfo &L);

/// On failure returns false and sets Error to one line without a newline. The strings are the
/// pool's, which need not outlive them.
bool decode(std::span<const std::byte> Payload, TextPool &Pool, UnitInfo &Out, std::string &Error);
bool decode(std::span<const std::byte> Payload, TextPool &Pool, FunctionSummary &Out,
            std::string &Error);
bool decode(std::span<const std::byte> Payload, TextPool &Pool, LinkInfo &Out, std::string &Error);
template <class T> bool decode(std::span<const std::byte> Payload, T &Out, std::string &Error) {
  TextPool Pool;
  return decode(Payload, Pool, Out, Error);
}

/// The records of one or more sections, before linking.
struct RecordSet {
  std::vector<UnitInfo> Units;
  /// With the handler's address in this process, or null.
  std::vector<std::pair<FunctionSummary, const void *>> Functions;
  std::vector<const void *> Hooked;
  std::vector<const void *> Required;
  std::vector<LinkInfo> Links;
  /// Every unit of the program took part, so no override is missing. The linking
  /// wrapper says so in the executable's LinkInfo; where nobody does, it is not
  /// assumed.
  bool Complete = false;
};

/// Adds a section's records to Into. `Addresses` says whether the `function`
/// fields are valid (in memory, relocated) or to be ignored (read from a file).
/// On failure returns false, sets Error to one line saying what is wrong and
/// what to do, and leaves Into unspecified.
bool readSection(std::span<const std::byte> Section, bool Addresses, RecordSet &Into,
                 std::string &Error);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_RECORDS_H
