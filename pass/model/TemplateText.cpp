//===- TemplateText.cpp - Arguments in a template's name ------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/model/TemplateText.h"

#include <cstddef>

namespace polychrome::model {

std::string_view templateArgument(std::string_view Text, unsigned Number) {
  std::size_t Begin = Text.find('<');
  if (Begin == Text.npos)
    return {};
  std::size_t Depth = 0;
  for (std::size_t At = ++Begin; At != Text.size(); ++At) {
    const char C = Text[At];
    if (C > '>') // letters, mostly
      continue;
    const bool Ends = Depth == 0 && (C == ',' || C == '>' || C == ')');
    if (Ends && Number == 0)
      return Text.substr(Begin, At - Begin);
    if (Ends && C != ',')
      return {};
    if (Ends) {
      --Number;
      Begin = At + 2;
    } else if (C == '<' || C == '(') {
      ++Depth;
    } else if (C == '>' || C == ')') {
      --Depth;
    }
  }
  return {};
}

bool isPlainTemplateText(std::string_view Text) {
  for (std::string_view Sign : {"->", "<<", "<=", ">=", "operator<", "operator>"})
    if (Text.find(Sign) != Text.npos)
      return false;
  return true;
}

} // namespace polychrome::model
