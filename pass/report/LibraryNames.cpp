//===- LibraryNames.cpp - What is a library's, and short names ------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/report/LibraryNames.h"

#include <algorithm>
#include <iterator>

namespace polychrome {

namespace {

constexpr std::string_view LibraryFolders[] = {"/usr/include/", "/usr/lib/", "/usr/local/include/",
                                               "/usr/local/lib/"};

/// Polychrome's own headers lie wherever it was built or installed.
constexpr std::string_view OwnHeaders[] = {"/polychrome/polychrome.hpp", "/polychrome/asio/",
                                           "/polychrome/shim/"};

void eraseAll(std::string &Text, std::string_view What) {
  for (std::size_t At; (At = Text.find(What)) != std::string::npos;)
    Text.erase(At, What.size());
}

/// The end of the group that opens at Open, or npos.
std::size_t closing(std::string_view Text, std::size_t Open) {
  const char Left = Text[Open], Right = Left == '<' ? '>' : ')';
  std::size_t Depth = 0;
  for (std::size_t I = Open; I < Text.size(); ++I) {
    Depth += Text[I] == Left;
    if (Text[I] == Right && (I == 0 || Text[I - 1] != '-') && --Depth == 0)
      return I;
  }
  return std::string_view::npos;
}

} // namespace

bool inLibrary(const model::Location &At) {
  const std::string_view File = At.File;
  return At.Line == 0 ||
         std::any_of(std::begin(LibraryFolders), std::end(LibraryFolders),
                     [&](std::string_view Folder) { return File.starts_with(Folder); }) ||
         std::any_of(std::begin(OwnHeaders), std::end(OwnHeaders), [&](std::string_view Header) {
           return File.find(Header) != std::string_view::npos;
         });
}

bool ofLibrary(std::string_view Name) {
  return Name.starts_with("std::") || Name.starts_with("__gnu_cxx::") ||
         Name.starts_with("boost::") || Name.starts_with("asio::");
}

std::string shortName(std::string_view Function) {
  std::string Out;
  for (std::size_t I = 0; I < Function.size(); ++I) {
    const bool AfterOperator = Out.ends_with("operator");
    if ((Function[I] == '<' || Function[I] == '(') && !AfterOperator)
      if (const std::size_t End = closing(Function, I); End != std::string_view::npos) {
        I = End;
        continue;
      }
    Out += Function[I];
  }
  eraseAll(Out, "'");
  if (const std::size_t Call = Out.rfind("::operator()");
      Call != std::string::npos && Out.find("lambda") != std::string::npos)
    Out.erase(Call);
  eraseAll(Out, "[abi:cxx11]");
  return Out;
}

} // namespace polychrome
