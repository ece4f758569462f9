//===- tool/access_text.cpp - An access, told to its author ---------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/access_text.hpp"

#include "tool/source_line.hpp"
#include "tool/source_place.hpp"

namespace polychrome::tool {
namespace {

constexpr const char *step_indent = "     ";
constexpr const char *line_indent = "       ";

void add_call(const model::Frame &call, bool with_line, const why_options &o, std::string &out) {
  out += step_indent + ("through " + printable(short_name(call.Function))) + ", called at ";
  out += with_line ? place_and_line(call.At, line_indent, o) : place(call.At) + "\n";
}

} // namespace

std::string place_and_line(const model::Location &at, const std::string &indent,
                           const why_options &options) {
  return place(at) + "\n" + source_line(at, options.program_path, indent, options.look);
}

std::string access_text(const model::Row &row, const model::HandlerEffect &effect,
                        const std::string &what, const why_options &options) {
  const user_access seen = as_user_sees(effect.What);
  std::string out =
      "   " + numbered(row) + " " + verb(effect.What.How) + " " + printable(what) + " at ";
  out += place_and_line(seen.at, line_indent, options);
  if (options.all) {
    for (const model::Frame &call : effect.What.Via)
      add_call(call, true, options, out);
    if (!seen.through.empty())
      out +=
          step_indent + ("in the end at " + place_and_line(effect.What.At, line_indent, options));
  } else {
    if (!seen.through.empty())
      out += step_indent + ("by calling " + printable(seen.through)) + "\n";
    for (const model::Frame &call : seen.calls)
      add_call(call, false, options, out);
  }
  if (!effect.What.Note.empty())
    out += step_indent + printable(effect.What.Note) + "\n";
  if (!effect.What.Assumed.empty())
    out += step_indent + ("assumed by " + printable(effect.What.Assumed)) + "\n";
  return out;
}

} // namespace polychrome::tool
