//===- TemplateText.h - Arguments in a template's name ----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names of template instances as demanglers print them: "a<b, c<d>, (e)2>". A comparison
// or a member access among the arguments is not understood; isPlainTemplateText() says
// whether there may be one.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_TEMPLATETEXT_H
#define POLYCHROME_MODEL_TEMPLATETEXT_H

#include <string_view>

namespace polychrome::model {

/// Argument Number of the first template in the text; empty if there is none.
std::string_view templateArgument(std::string_view Text, unsigned Number);

/// Do all brackets in the text belong to templates?
bool isPlainTemplateText(std::string_view Text);

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_TEMPLATETEXT_H
