//===- tool/access_text.cpp - An access, told to its author ---------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/access_text.hpp"

#include "pass/report/LibraryNames.h"
#include "tool/layout.hpp"
#include "tool/source_line.hpp"
#include "tool/source_place.hpp"

namespace polychrome::tool {
namespace {

constexpr const char *step_indent = "     ";
constexpr const char *line_indent = "       ";

/// A name between two texts of one line.
std::string fitted_between(const std::string &before, const std::string &name,
                           const std::string &after, const why_options &o) {
  const std::size_t rest = before.size() + after.size();
  const std::size_t width = o.all ? name.size() : columns - std::min(rest, columns);
  return before + fitted(name, width) + after;
}

} // namespace

void add_call(const model::Frame &call, bool with_line, const why_options &o, std::string &out) {
  const std::string place = o.place_of(call.At);
  out += fitted_between(step_indent + std::string("through "), printable(shortName(call.Function)),
                        ", called at " + place, o) +
         "\n";
  if (with_line)
    out += line_at(call.At, line_indent, o);
}

std::string line_at(const model::Location &at, const std::string &indent,
                    const why_options &options) {
  return source_line(at, options.program_path, indent, options.look,
                     options.all ? std::string::npos : columns);
}

std::string access_text(const model::Row &row, const model::HandlerEffect &effect,
                        const std::string &what, const why_options &options) {
  const user_access seen = as_user_sees(effect.What);
  const std::string does = std::string(" ") + verb(effect.What.How) + " ";
  const std::string number = "   " + std::to_string(row.Id) + " ";
  const std::string where = " at " + options.place_of(seen.at);
  // Both names may be long; the handler's has been said.
  const std::size_t taken = number.size() + does.size() + where.size() + shortest_name;
  const std::string region =
      fitted(printable(what), options.all ? std::string::npos : columns - std::min(taken, columns));
  std::string out =
      fitted_between(number, printable(row.Name), does + region + where, options) + "\n";
  out += line_at(seen.at, line_indent, options);
  if (options.all) {
    for (const model::Frame &call : effect.What.Via)
      add_call(call, true, options, out);
    if (!seen.through.empty())
      out += step_indent + ("in the end at " + options.place_of(effect.What.At)) + "\n" +
             line_at(effect.What.At, line_indent, options);
  } else {
    if (!seen.through.empty())
      out += fitted_between(step_indent + std::string("by calling "), printable(seen.through), "",
                            options) +
             "\n";
    for (const model::Frame &call : seen.calls)
      add_call(call, false, options, out);
  }
  const std::size_t indent = std::string_view(step_indent).size();
  for (const std::string &text :
       {printable(effect.What.Note),
        effect.What.Assumed.empty() ? "" : "assumed by " + printable(effect.What.Assumed)})
    if (!text.empty())
      out += step_indent + wrapped(with_short_paths(text), indent, indent) + "\n";
  return out;
}

} // namespace polychrome::tool
