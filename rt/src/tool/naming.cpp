//===- tool/naming.cpp - Regions and keys by source names -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/naming.hpp"

#include "tool/source_place.hpp"

#include "llvm/Demangle/Demangle.h"

#include <cctype>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace polychrome::tool {
namespace {

using kind = model::Region::Kind;

constexpr std::string_view type_name = "typeinfo name for ";

/// A class, and where it begins, counted from the key's pointer.
using object = std::pair<std::int64_t, std::string>;

/// "log_._M_impl._M_start" -> "log_": what a library calls its members is its own.
std::string without_internals(std::string path) {
  for (std::string_view internal : {"._M_", ".__", "._Vector", "._Rep"})
    if (const std::size_t at = path.find(internal); at != std::string::npos)
      path.erase(at);
  return path;
}

class row_namer {
public:
  row_namer(model::Row &row, const model::Types &types) : row_(row), types_(types) {
    for (const model::HandlerEffect &effect : row.Effects)
      if (effect.Where.What == kind::Context && !effect.Where.Owned && !effect.What.Object.empty())
        objects_[effect.Where.Slot].insert({effect.What.ObjectOffset, effect.What.Object});
  }

  void run() {
    for (model::HandlerEffect &effect : row_.Effects) {
      effect.What.Note = demangled(effect.What.Note);
      if (effect.Where.What == kind::Context)
        name_context(effect);
      else if (effect.Where.What == kind::Global)
        name_global(effect);
      else if (effect.Where.What == kind::Any)
        name_any(effect);
    }
    row_.Why = demangled(row_.Why);
    name_keys();
  }

private:
  /// The widest class known at the key that spans these bytes; the user's before the
  /// library's.
  const object *object_at(std::uint32_t slot, std::int64_t lo) const {
    const object *best = nullptr;
    std::pair<bool, std::uint64_t> best_rank;
    const auto found = objects_.find(slot);
    if (found == objects_.end())
      return nullptr;
    for (const auto &candidate : found->second) {
      const model::TypeLayout *layout = types_.layout(candidate.second);
      if (!layout || lo < candidate.first || lo >= candidate.first + std::int64_t(layout->Size))
        continue;
      const std::pair rank(!of_library(candidate.second), layout->Size);
      if (!best || rank > best_rank) {
        best = &candidate;
        best_rank = rank;
      }
    }
    return best;
  }

  /// Of unknown address, so the type is all that there is to say.
  static void name_any(model::HandlerEffect &effect) {
    if (effect.Text.starts_with("any any "))
      effect.Text.erase(0, 4); // "any pointer" is how TBAA calls all pointers
    if (effect.Text.starts_with("any std::"))
      effect.Text = short_name(effect.Text);
  }

  static void name_global(model::HandlerEffect &effect) {
    effect.Text = demangled(without_internals(effect.Text.substr(0, effect.Text.find(" (owned"))));
    if (effect.Where.Owned)
      effect.Text += " (contents)";
  }

  void name_context(model::HandlerEffect &effect) const {
    if (effect.What.Tag.Access == model::ReferenceCount) {
      const auto *owned = effect.What.Object.empty() ? nullptr : &effect.What.Object;
      effect.Text = "context reference count" +
                    (owned ? " of " + model::Types::display(*owned) : std::string());
      return;
    }
    const std::int64_t lo =
        effect.Where.Owned ? effect.What.Where.Loads[1].Offset : effect.Where.Lo;
    const auto *found = object_at(effect.Where.Slot, lo);
    if (!found) {
      // Counts and what owns an object lie in front of it.
      if (const std::size_t before = effect.Text.find("::+-"); before != std::string::npos)
        effect.Text = "context the memory before " + effect.Text.substr(8, before - 8);
      return;
    }
    const std::string field = without_internals(types_.fieldName(found->second, lo - found->first));
    const std::string type = model::Types::display(found->second);
    if (type.starts_with("boost::asio::detail::io_object_impl"))
      effect.Text = "context an Asio I/O object";
    else if (type.starts_with("std::_Sp_counted_"))
      effect.Text = "context the control block of a std::shared_ptr";
    else if (field.starts_with("+"))
      effect.Text = (of_library(type) ? "context " : "context a base of ") + type;
    else
      effect.Text = "context " + type + "::" + field;
    if (effect.Where.Owned)
      effect.Text += " (contents)";
  }

  void name_keys() const {
    std::set<std::string> names;
    for (const std::string &key : row_.Keys)
      names.insert(key_name(key));
    row_.Keys.assign(names.begin(), names.end());
  }

  static std::string display_of_key(std::string type) {
    return type.starts_with("std::_Sp_counted_") ? "std::shared_ptr" : type;
  }

  std::string key_name(const std::string &key) const {
    for (const auto &[slot, objects] : objects_)
      if (key == "closure[" + std::to_string(slot) + "]")
        if (const auto *found = object_at(slot, 0))
          return display_of_key(model::Types::display(found->second));
    return key;
  }

  model::Row &row_;
  const model::Types &types_;
  std::map<std::uint32_t, std::set<object>> objects_;
};

bool in_symbol(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' || c == '.';
}

} // namespace

void name_for_people(model::Program &program, const model::Types &types) {
  for (model::Row &row : program.Rows)
    row_namer(row, types).run();
}

std::string demangled(const std::string &text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && in_symbol(text[end]))
      ++end;
    if (end == i) {
      out += text[i++];
      continue;
    }
    std::string word = text.substr(i, end - i);
    if (word.starts_with("_Z")) {
      word = llvm::demangle(word);
      if (word.starts_with(type_name))
        word.erase(0, type_name.size());
      word = short_name(word);
    }
    out += word;
    i = end;
  }
  return out;
}

} // namespace polychrome::tool
