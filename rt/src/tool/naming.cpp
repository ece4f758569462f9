//===- tool/naming.cpp - Regions and keys by source names -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/naming.hpp"

#include "tool/source_place.hpp"
#include "tool/subject.hpp"

#include "llvm/Demangle/Demangle.h"

#include <cctype>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace polychrome::tool {
namespace {

using kind = model::Region::Kind;

constexpr std::string_view type_name = "typeinfo name for ";
constexpr std::string_view table_pointer = "_vptr$";
constexpr std::string_view unnamed = "(anonymous namespace)::";
constexpr std::string_view abi_tag = "[abi:cxx11]";

/// A class, and where it begins, counted from the key's pointer.
using object = std::pair<std::int64_t, std::string>;

/// "log_._M_impl._M_start" -> "log_": what a library calls its members is its own.
std::string without_internals(std::string path) {
  for (std::string_view internal : {"._M_", ".__", "._Vector", "._Rep", ".impl_"})
    if (const std::size_t at = path.find(internal); at != std::string::npos)
      path.erase(at);
  return path;
}

/// "table+72" -> "table": an offset is nothing that the source has.
std::string without_offset(std::string text) {
  const std::size_t plus = text.rfind('+');
  if (plus != std::string::npos && plus != 0 && plus + 1 < text.size() &&
      text.find_first_not_of("0123456789", plus + 1) == std::string::npos)
    text.erase(plus);
  return text;
}

/// Where the name of a unit ends that a symbol is internal to: behind "server.cpp.<hash>!".
bool ends_unit(const std::string &text, std::size_t at) {
  constexpr std::size_t shortest_hash = 8;
  const std::size_t before = text.find_last_not_of("0123456789abcdef", at - 1);
  return at != 0 && before != std::string::npos && text[before] == '.' &&
         at - before > shortest_hash;
}

std::string without_unit(std::string text) {
  for (std::size_t at = 0; (at = text.find('!', at)) != std::string::npos; ++at) {
    if (!ends_unit(text, at))
      continue;
    const std::size_t space = text.rfind(' ', at);
    const std::size_t begin = space == std::string::npos ? 0 : space + 1;
    text.erase(begin, at + 1 - begin);
    if (text.compare(begin, 2, "::") == 0)
      text.erase(begin, 2);
    at = begin;
  }
  return text;
}

/// What the program's author calls what the library calls otherwise.
std::string author_name(const std::string &type) {
  static constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"std::_Rb_tree_node", "node of a std::map or std::set"},
      {"std::_Rb_tree", "std::map or std::set"},
      {"std::_List_node", "node of a std::list"},
      {"std::__detail::_List_node", "node of a std::list"},
      {"std::__cxx11::_List", "std::list"},
      {"std::__cxx11::list", "std::list"},
      {"std::__detail::_Hash_node", "node of a hash table"},
      {"std::_Hashtable", "hash table"},
      {"std::_Deque_", "std::deque"},
      {"std::_Vector_", "std::vector"},
      {"std::__cxx11::basic_string", "std::string"},
      {"std::_Sp_counted_", "control block of a std::shared_ptr"},
      {"std::__shared_", "std::shared_ptr"},
      {"std::__weak_", "std::weak_ptr"},
      {"std::_Function_base", "std::function"},
      {"boost::asio::detail::io_object_impl", "Asio I/O object"}};
  for (const auto &[library, author] : names)
    if (type.starts_with(library))
      return std::string(author);
  return short_name(type);
}

/// A member of a class, as the class's author would say it; `base` where it is none.
std::string member_name(const std::string &type, const std::string &field, const char *base) {
  if (const std::size_t at = field.find(table_pointer); at != std::string::npos)
    return "virtual table pointer of " + field.substr(at + table_pointer.size());
  if (of_library(type)) {
    const bool internal = field.starts_with("_") || field.starts_with("+") || field.ends_with("_");
    const std::string name = author_name(type);
    return internal || name != type ? name : type + "::" + field;
  }
  return field.starts_with("+") ? base + type : type + "::" + field;
}

/// Without what only the ABI has.
std::string plain(std::string text) {
  for (std::size_t at; (at = text.find(abi_tag)) != std::string::npos;)
    text.erase(at, abi_tag.size());
  return without_unit(std::move(text));
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
      effect.Text = plain(effect.Text);
    }
    name_whole_globals();
    row_.Name = plain(row_.Name);
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
  void name_any(model::HandlerEffect &effect) const {
    const model::Effect &what = effect.What;
    if (effect.Text.starts_with("any any "))
      effect.Text.erase(0, 4); // "any pointer" is how TBAA calls all pointers
    else if (what.Object.empty() || what.Where.Offset == model::UnknownOffset)
      effect.Text = "any " + author_name(effect.Text.substr(4));
    else
      effect.Text = "any " + member_name(model::Types::display(what.Object), field_of(what), "");
  }

  std::string field_of(const model::Effect &what) const {
    return without_internals(types_.fieldName(what.Object, what.Where.Offset - what.ObjectOffset));
  }

  void name_global(model::HandlerEffect &effect) const {
    std::string name = effect.Text.substr(0, effect.Text.find(" (owned"));
    if (effect.Where.Owned)
      name += holder_in(effect);
    for (std::size_t at; (at = name.find(unnamed)) != std::string::npos;)
      name.erase(at, unnamed.size());
    effect.Text = short_name(without_offset(demangled(without_internals(name))));
    if (effect.Where.Owned)
      effect.Text += " (contents)";
  }

  /// What a library does somewhere in a variable that has one container, it does in that.
  void name_whole_globals() {
    constexpr std::int64_t unknown = std::numeric_limits<std::int64_t>::max();
    std::map<std::string, std::set<std::string>> containers; ///< by variable
    for (const model::HandlerEffect &effect : row_.Effects)
      if (effect.Where.What == kind::Global && effect.Where.Owned)
        containers[effect.Where.Name].insert("global " + variable_of(effect.Text));
    for (model::HandlerEffect &effect : row_.Effects) {
      const model::Region &where = effect.Where;
      if (where.What != kind::Global || where.Owned || where.Hi != unknown ||
          (effect.What.Assumed.empty() && !in_library(effect.What.At)))
        continue;
      if (const auto found = containers.find(where.Name);
          found != containers.end() && found->second.size() == 1)
        effect.Text = *found->second.begin();
    }
  }

  /// ".values_": the member of a variable whose storage it is.
  std::string holder_in(const model::HandlerEffect &effect) const {
    const model::GlobalInfo *variable = types_.global(effect.Where.Name);
    if (!variable || effect.What.Where.Loads.empty())
      return {};
    const std::string field =
        types_.fieldName(variable->Type, effect.What.Where.Loads.front().Offset);
    return field.starts_with("+") ? std::string() : "." + field;
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
    effect.Text = "context " + (found ? context_name(*found, lo) : unplaced_name(effect));
    if (effect.Where.Owned)
      effect.Text += " (contents)";
  }

  std::string context_name(const object &in, std::int64_t lo) const {
    const std::string type = model::Types::display(in.second);
    if (type.starts_with("boost::asio::detail::io_object_impl"))
      return "an Asio I/O object";
    if (type.starts_with("std::_Sp_counted_"))
      return "the control block of a std::shared_ptr";
    return member_name(type, without_internals(types_.fieldName(in.second, lo - in.first)),
                       "a base of ");
  }

  /// Where no class is known that spans the bytes.
  std::string unplaced_name(const model::HandlerEffect &effect) const {
    const std::string text = effect.Text.substr(std::string_view("context ").size());
    // Counts and what owns an object lie in front of it.
    if (const std::size_t before = text.find("::+-"); before != std::string::npos)
      return "the memory before " + text.substr(0, before);
    if (const std::size_t arrow = text.find("->"); arrow != std::string::npos)
      return "memory " + key_name(text.substr(0, arrow));
    if (const std::size_t plus = text.find("::+"); plus != std::string::npos)
      return "memory of " + text.substr(0, plus);
    return without_internals(text);
  }

  void name_keys() const {
    std::set<std::string> names;
    for (const std::string &key : row_.Keys)
      names.insert(class_of_key(key).value_or(key));
    row_.Keys.assign(names.begin(), names.end());
  }

  static std::string display_of_key(std::string type) {
    return type.starts_with("std::_Sp_counted_") ? "std::shared_ptr" : type;
  }

  std::optional<std::string> class_of_key(const std::string &key) const {
    for (const auto &[slot, objects] : objects_)
      if (key == "closure[" + std::to_string(slot) + "]")
        if (const auto *found = object_at(slot, 0))
          return display_of_key(model::Types::display(found->second));
    return std::nullopt;
  }

  /// "of session", or as much as is known.
  std::string key_name(const std::string &key) const {
    if (const std::optional<std::string> type = class_of_key(key))
      return "of " + *type;
    return key.starts_with("closure[") ? "that the closure points to" : "of " + key;
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

std::string demangled(const std::string &given) {
  const std::string text = plain(given);
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
