//===- RecordReader.cpp - Summaries from bytes ----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reader bounds what a damaged payload can make it allocate: an element
// takes at least one byte of input, so a count larger than what is left is an
// error at once, and what is copied out of the tables shares a budget.
//
//===----------------------------------------------------------------------===//

#include "pass/model/Leb128.h"
#include "pass/model/RecordFields.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

namespace polychrome::model {
namespace {

/// Far more than any real record's; a table's one long entry that is named a million times
/// must not eat the machine.
constexpr std::size_t MaxBytes = std::size_t(256) << 20;

/// Elements that a count alone makes room for: it may be a damaged one.
constexpr std::uint64_t MaxReserved = 256;

class Reader {
public:
  Reader(std::span<const std::byte> Payload, TextPool &Pool)
      : Rest(reinterpret_cast<const char *>(Payload.data()), Payload.size()) {
    std::uint64_t Count = getCount();
    Strings.reserve(std::min(Count, MaxReserved));
    for (; Count && !Bad; --Count) {
      std::uint64_t Length = getCount();
      const std::string_view Text = Rest.substr(0, Bad ? 0 : Length);
      Strings.push_back(Pool.get(Text));
      Rest.remove_prefix(Text.size());
    }
    std::apply([&](auto &...T) { (readTable(T), ...); }, Tables);
  }

  void operator()(auto &...Fields) { (get(Fields), ...); }

  void fail(const char *Why) {
    if (!Bad)
      Bad = Why;
    Rest = {};
  }

  /// What is wrong, or null. Everything must have been read.
  const char *finish() {
    if (!Rest.empty())
      fail("bytes are left over");
    return Bad;
  }

private:
  /// Values of one kind, and how many bytes a copy of each takes.
  template <class T> struct Table {
    std::vector<T> Values;
    std::vector<std::size_t> Sizes;
  };

  template <class T> void readTable(Table<T> &To) {
    std::uint64_t Count = getCount();
    To.Values.reserve(std::min(Count, MaxReserved));
    To.Sizes.reserve(std::min(Count, MaxReserved));
    for (; Count && !Bad; --Count) {
      const std::size_t Before = Taken;
      getWhole(To.Values.emplace_back());
      To.Sizes.push_back(Taken - Before);
    }
  }

  void take(std::size_t Size) {
    if (Size > MaxBytes - Taken)
      return fail("it says too much");
    Taken += Size;
  }

  std::uint64_t getUnsigned() {
    std::uint64_t V = 0;
    if (const char *Why = takeUnsigned(Rest, V))
      fail(Why);
    return V;
  }

  std::uint64_t getAtMost(std::uint64_t Max) {
    const std::uint64_t V = getUnsigned();
    if (V <= Max)
      return V;
    fail("a number is too large");
    return 0;
  }

  /// A count of things that take at least a byte each.
  std::uint64_t getCount() {
    const std::uint64_t V = getUnsigned();
    if (V <= Rest.size())
      return V;
    fail("it is cut short");
    return 0;
  }

  template <class T> void get(T &X) {
    if constexpr (InTable<T>) {
      const Table<T> &From = std::get<Table<T>>(Tables);
      const std::uint64_t I = getUnsigned();
      if (Bad)
        return;
      if (I >= From.Values.size())
        return fail("a number of something said before is out of range");
      take(From.Sizes[I]);
      if (!Bad)
        X = From.Values[I];
    } else {
      getWhole(X);
    }
  }

  template <class T> void getWhole(T &X) {
    if constexpr (std::is_enum_v<T>)
      X = static_cast<T>(getAtMost(static_cast<std::uint64_t>(lastOf(T{}))));
    else if constexpr (std::same_as<T, bool>)
      X = getAtMost(1) != 0;
    else if constexpr (std::unsigned_integral<T>)
      X = static_cast<T>(getAtMost(std::numeric_limits<T>::max()));
    else if constexpr (std::signed_integral<T>)
      X = unzigzag(getUnsigned());
    else
      fields(*this, X);
  }

  void get(SharedText &S) {
    const std::uint64_t I = getUnsigned();
    if (Bad)
      return;
    if (I >= Strings.size())
      return fail("a string's number is out of range");
    // Shared here, but who uses it may copy it.
    take(Strings[I].size());
    if (!Bad)
      S = Strings[I];
  }

  void get(std::string &S) {
    SharedText Shared;
    get(Shared);
    S = Shared;
  }

  template <class T> void getWhole(std::vector<T> &V) {
    std::uint64_t Count = getCount();
    V.reserve(std::min(Count, MaxReserved));
    for (; Count && !Bad; --Count) {
      take(sizeof(T));
      get(V.emplace_back());
    }
  }

  template <class T, class U> void getWhole(std::pair<T, U> &P) {
    get(P.first);
    get(P.second);
  }

  std::string_view Rest;
  std::vector<SharedText> Strings;
  TablesOf<Table, Repeated>::Type Tables;
  std::size_t Taken = 0; ///< bytes, by what has been read so far
  const char *Bad = nullptr;
};

bool always(const Predicate &P) { return P.Size == 0; }

bool validSize(const Predicate &P) {
  return P.Size == 0 || P.Size == 1 || P.Size == 2 || P.Size == 4 || P.Size == 8;
}

/// Promises of Summary.h that users of a summary build on.
void validate(Reader &R, const FunctionSummary &F) {
  if (F.Bodies.empty() || !always(F.Bodies.back().When))
    R.fail("no row applies always");
  if (!std::all_of(F.Bodies.begin(), F.Bodies.end(),
                   [](const Body &B) { return validSize(B.When); }))
    R.fail("a predicate has a wrong size");
}
void validate(Reader &, const UnitInfo &) {}
void validate(Reader &, const LinkInfo &) {}

template <class T>
bool decodeValue(std::span<const std::byte> Payload, TextPool &Pool, T &Out, std::string &Error) {
  Out = T();
  Reader R(Payload, Pool);
  R(Out);
  if (!R.finish())
    validate(R, Out);
  if (const char *Bad = R.finish()) {
    Error = Bad;
    return false;
  }
  return true;
}

} // namespace

bool decode(std::span<const std::byte> Payload, TextPool &Pool, UnitInfo &Out, std::string &Error) {
  return decodeValue(Payload, Pool, Out, Error);
}
bool decode(std::span<const std::byte> Payload, TextPool &Pool, FunctionSummary &Out,
            std::string &Error) {
  return decodeValue(Payload, Pool, Out, Error);
}

bool decode(std::span<const std::byte> Payload, TextPool &Pool, LinkInfo &Out, std::string &Error) {
  return decodeValue(Payload, Pool, Out, Error);
}

} // namespace polychrome::model
