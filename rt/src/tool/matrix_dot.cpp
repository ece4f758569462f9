//===- tool/matrix_dot.cpp - The matrix for Graphviz ----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/matrix_dot.hpp"

#include "tool/hues.hpp"
#include "tool/words.hpp"

#include "llvm/Support/JSON.h"

#include <algorithm>
#include <map>

namespace polychrome::tool {
namespace {

/// Within double quotes: a line break is written \n, which Graphviz takes for one.
std::string quoted(const std::string &text) {
  std::string out = "\"";
  for (char c : llvm::json::fixUTF8(printable(text))) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string node(const model::Program &program, const model::Row &row) {
  const bool alone = row.Exclusive;
  const bool with_itself = !alone && program.bits(row.Id, row.Id).Global;
  return "n" + std::to_string(row.Id) + " [label=" + quoted(numbered(row)) +
         ", tooltip=" + quoted(alone ? "runs alone: " + row.Why : place(row.At)) +
         (alone ? ", style=filled, fillcolor=gray80" : "") +
         (with_itself ? ", peripheries=2" : "") + "];\n";
}

} // namespace

std::string matrix_dot(const model::Program &program) {
  std::map<std::uint32_t, std::string> clusters;
  const std::vector<std::uint32_t> hues = hues_of(program);
  for (const model::Row &row : program.Rows)
    clusters[hues[row.Id]] += "    " + node(program, row);
  std::string out = "graph polychrome {\n  node [shape=box, fontname=\"sans-serif\"];\n"
                    "  // two outlines: never beside itself; grey: runs alone\n";
  for (const auto &[hue, nodes] : clusters)
    out += hue == no_hue ? "  {\n" + nodes + "  }\n"
                         : "  subgraph cluster_" + std::to_string(hue) + " {\n    label=\"hue " +
                               std::to_string(hue) + "\";\n" + nodes + "  }\n";
  for (const model::Cell &cell : program.Cells)
    if (cell.A != cell.B && !program.Rows[cell.A].Exclusive && !program.Rows[cell.B].Exclusive)
      out += "  n" + std::to_string(cell.A) + " -- n" + std::to_string(cell.B) +
             (cell.Bits.Global ? " [color=red];\n" : " [color=goldenrod, style=dashed];\n");
  return out + "}\n";
}

} // namespace polychrome::tool
