//===- SharedText.h - Strings that are copied all the time ------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A string that nobody changes. Summaries say the same names over and over, and linking copies
// them with every path and effect: so all copies are one string, and those that are the same
// one are equal without looking.
//
// To its users it is a const std::string, which may be assigned. Copies may be in the hands of
// several threads.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_SHAREDTEXT_H
#define POLYCHROME_MODEL_SHAREDTEXT_H

#include <compare>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace polychrome::model {

class SharedText {
public:
  SharedText() = default;
  SharedText(std::string Text) {
    if (!Text.empty())
      Shared = std::make_shared<const std::string>(std::move(Text));
  }
  SharedText(const char *Text) : SharedText(std::string(Text)) {}
  explicit SharedText(std::string_view Text) : SharedText(std::string(Text)) {}

  std::string_view view() const { return *this; }
  const std::string &str() const {
    static const std::string Empty;
    return Shared ? *Shared : Empty;
  }
  operator const std::string &() const { return str(); }
  operator std::string_view() const { return Shared ? std::string_view(*Shared) : ""; }

  bool empty() const { return !Shared; }
  std::size_t size() const { return Shared ? Shared->size() : 0; }
  char operator[](std::size_t I) const { return (*Shared)[I]; }
  void clear() { Shared.reset(); }
  bool starts_with(std::string_view S) const { return std::string_view(*this).starts_with(S); }
  bool ends_with(std::string_view S) const { return std::string_view(*this).ends_with(S); }
  std::size_t find(std::string_view S, std::size_t From = 0) const {
    return std::string_view(*this).find(S, From);
  }
  std::size_t find(char C, std::size_t From = 0) const {
    return std::string_view(*this).find(C, From);
  }
  std::size_t rfind(std::string_view S, std::size_t From = std::string::npos) const {
    return std::string_view(*this).rfind(S, From);
  }
  std::string substr(std::size_t From, std::size_t Count = std::string::npos) const {
    return str().substr(From, Count);
  }

  friend bool operator==(const SharedText &A, const SharedText &B) {
    return A.Shared == B.Shared || A.view() == B.view();
  }
  friend std::strong_ordering operator<=>(const SharedText &A, const SharedText &B) {
    return A.Shared == B.Shared ? std::strong_ordering::equal : A.view() <=> B.view();
  }
  friend bool operator==(const SharedText &A, const std::string &B) { return A.str() == B; }
  friend auto operator<=>(const SharedText &A, const std::string &B) { return A.str() <=> B; }
  friend bool operator==(const SharedText &A, std::string_view B) { return A.view() == B; }
  friend auto operator<=>(const SharedText &A, std::string_view B) { return A.view() <=> B; }
  friend bool operator==(const SharedText &A, const char *B) { return A.view() == B; }

  friend std::string operator+(const SharedText &A, const SharedText &B) {
    return A.str() + B.str();
  }
  friend std::string operator+(const SharedText &A, const std::string &B) { return A.str() + B; }
  friend std::string operator+(const SharedText &A, const char *B) { return A.str() + B; }
  friend std::string operator+(std::string A, const SharedText &B) {
    return std::move(A) + B.str();
  }
  friend std::string operator+(const char *A, const SharedText &B) { return A + B.str(); }

private:
  std::shared_ptr<const std::string> Shared; ///< null: empty
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_SHAREDTEXT_H
