//===- TextPool.h - One string for each text --------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Units of one program mostly say what others say, too: their records are read with one string
// for all that are the same.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_TEXTPOOL_H
#define POLYCHROME_MODEL_TEXTPOOL_H

#include "pass/model/SharedText.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <functional>
#include <string_view>

namespace polychrome::model {

class TextPool {
public:
  SharedText get(std::string_view Text) {
    if (Text.empty())
      return {};
    if (auto It = Known.find(Text); It != Known.end())
      return It->second;
    SharedText Shared(Text);
    Known.emplace(std::string_view(Shared), Shared);
    return Shared;
  }

private:
  struct Hash {
    using is_avalanching = void;
    std::size_t operator()(std::string_view Text) const {
      return std::hash<std::string_view>()(Text);
    }
  };
  boost::unordered_flat_map<std::string_view, SharedText, Hash> Known; ///< by what they say
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_TEXTPOOL_H
