//===- RecordWriter.cpp - Summaries as bytes ------------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/Leb128.h"
#include "pass/model/RecordFields.h"

#include <map>
#include <string_view>
#include <utility>

namespace polychrome::model {
namespace {

class Writer {
public:
  void operator()(const auto &...Fields) { (put(Fields), ...); }

  std::string finish() const {
    std::string Out;
    putUnsigned(Out, Strings.size());
    for (std::string_view S : Strings) {
      putUnsigned(Out, S.size());
      Out += S;
    }
    std::apply([&](const auto &...T) { (T.appendTo(Out), ...); }, Tables);
    return Out + Bytes;
  }

private:
  /// Values of one kind, each written once.
  template <class T> struct Table {
    std::string Bytes;
    std::map<std::string, std::size_t> Numbers; ///< by what is written

    std::size_t number(std::string Entry) {
      auto [It, New] = Numbers.try_emplace(std::move(Entry), Numbers.size());
      if (New)
        Bytes += It->first;
      return It->second;
    }
    void appendTo(std::string &Out) const {
      putUnsigned(Out, Numbers.size());
      Out += Bytes;
    }
  };

  template <class T> void put(const T &X) {
    if constexpr (InTable<T>) {
      std::string Outer = std::exchange(Bytes, {});
      putWhole(X);
      const std::size_t Number = std::get<Table<T>>(Tables).number(std::exchange(Bytes, {}));
      Bytes = std::move(Outer);
      putUnsigned(Bytes, Number);
    } else {
      putWhole(X);
    }
  }

  template <class T> void putWhole(const T &X) {
    if constexpr (std::is_enum_v<T>)
      putUnsigned(Bytes, static_cast<std::uint64_t>(X));
    else if constexpr (std::unsigned_integral<T>)
      putUnsigned(Bytes, X);
    else if constexpr (std::signed_integral<T>)
      putUnsigned(Bytes, zigzag(X));
    else
      fields(*this, X);
  }

  void put(const SharedText &S) { put(S.str()); }

  void put(const std::string &S) {
    auto [It, New] = StringNumbers.try_emplace(S, Strings.size());
    if (New)
      Strings.push_back(S);
    putUnsigned(Bytes, It->second);
  }

  template <class T> void putWhole(const std::vector<T> &V) {
    putUnsigned(Bytes, V.size());
    for (const T &X : V)
      put(X);
  }

  template <class T, class U> void putWhole(const std::pair<T, U> &P) {
    put(P.first);
    put(P.second);
  }

  std::string Bytes;
  std::vector<std::string_view> Strings; ///< into the value being written
  std::map<std::string_view, std::size_t> StringNumbers;
  TablesOf<Table, Repeated>::Type Tables;
};

template <class T> std::string encodeValue(const T &X) {
  Writer W;
  W(X);
  return W.finish();
}

} // namespace

std::string encode(const UnitInfo &U) { return encodeValue(U); }
std::string encode(const FunctionSummary &F) { return encodeValue(F); }
std::string encode(const LinkInfo &L) { return encodeValue(L); }

} // namespace polychrome::model
