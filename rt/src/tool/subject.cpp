//===- tool/subject.cpp - What a reason is about --------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/subject.hpp"

#include "pass/report/LibraryNames.h"
#include "pass/report/Naming.h"

#include <algorithm>

namespace polychrome::tool {
namespace {

using kind = model::Region::Kind;

constexpr std::string_view streams[] = {"std::cout",  "std::wcout", "std::cerr",
                                        "std::wcerr", "std::clog",  "std::wclog"};
constexpr std::string_view files_of_stdio[] = {"stdout", "stderr", "stdio"};

template <class List> bool among(const List &list, const std::string &text) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

} // namespace

std::string bare(const std::string &region) {
  for (std::string_view word : {"context ", "global ", "resource ", "any "})
    if (region.starts_with(word))
      return region.substr(word.size());
  return region;
}

std::string variable_of(const std::string &region) {
  const std::string name = bare(region);
  return name.ends_with(ContentsMark) ? name.substr(0, name.size() - ContentsMark.size()) : name;
}

bool is_output(const model::HandlerEffect &effect) {
  if (effect.Where.What == kind::Resource)
    return among(files_of_stdio, bare(effect.Text));
  return effect.Where.What == kind::Global && among(streams, variable_of(effect.Text));
}

bool is_vague(const model::HandlerEffect &effect) {
  return effect.Where.What == kind::Any || effect.Where.What == kind::Unknown;
}

bool is_obscure(const model::HandlerEffect &effect) {
  if (effect.Where.What == kind::Global)
    return ofLibrary(bare(effect.Text)) && !is_output(effect);
  const std::string name = bare(effect.Text);
  if (name.starts_with("reference count"))
    return true;
  if (effect.Where.What == kind::Context)
    return ofLibrary(name) || name.find("memory ") != std::string::npos ||
           name.starts_with("the control block") || name.starts_with("a base of");
  return is_vague(effect) &&
         (effect.What.Object.empty() || ofLibrary(effect.What.Object) || ofLibrary(name));
}

/// Of two ways to name one memory, the one that says less decides, unless the other is
/// a matter of one call.
int precedence(const model::HandlerEffect &effect) {
  if (is_output(effect))
    return 1;
  switch (effect.Where.What) {
  case kind::Unknown:
    return 0;
  case kind::Any:
    return 2;
  case kind::Resource:
  case kind::Global:
    return 3;
  case kind::Context:
  case kind::Private:
    return 4;
  }
  return 4;
}

const model::HandlerEffect &subject_of(const model::HandlerEffect &left,
                                       const model::HandlerEffect &right) {
  return precedence(right) < precedence(left) ? right : left;
}

int effort(const model::HandlerEffect &subject) {
  if (is_obscure(subject))
    return 4;
  if (is_output(subject))
    return 0;
  switch (subject.Where.What) {
  case kind::Global:
  case kind::Resource:
    return 1;
  case kind::Any:
    return 2;
  default:
    return 3;
  }
}

} // namespace polychrome::tool
