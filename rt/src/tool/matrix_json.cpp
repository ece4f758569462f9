//===- tool/matrix_json.cpp - The matrix for programs ---------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/matrix_json.hpp"

#include "tool/words.hpp"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>

namespace polychrome::tool {
namespace {

namespace json = llvm::json;

/// Records may hold any bytes, JSON only UTF-8.
std::string text(const std::string &bytes) {
  return json::fixUTF8(bytes);
}

void location(json::OStream &out, const model::Location &at) {
  out.attributeBegin("location");
  if (at.Line == 0) {
    out.value(nullptr);
  } else {
    out.object([&] {
      out.attribute("file", text(at.File));
      out.attribute("line", at.Line);
      out.attribute("column", at.Column ? json::Value(at.Column) : json::Value(nullptr));
    });
  }
  out.attributeEnd();
}

void effect(json::OStream &out, const model::HandlerEffect &effect) {
  out.object([&] {
    out.attribute("mode", name(effect.What.How));
    out.attribute("region", text(effect.Text));
    out.attribute("bits", bits_of(effect.Where));
    location(out, effect.What.At);
    out.attributeArray("via", [&] {
      for (const model::Frame &frame : effect.What.Via)
        out.object([&] {
          out.attribute("function", text(frame.Function));
          location(out, frame.At);
        });
    });
    out.attributeArray("assumed", [&] {
      if (!effect.What.Assumed.empty())
        out.value(text(effect.What.Assumed));
    });
  });
}

void handler(json::OStream &out, const model::Row &row) {
  out.object([&] {
    out.attribute("id", row.Id);
    out.attribute("name", text(row.Name));
    location(out, row.At);
    out.attribute("kind", kind_of(row.Kind));
    if (row.Exclusive)
      out.attribute("exclusive", true);
    if (row.Pinned)
      out.attribute("pinned", true);
    if (row.Exclusive || row.Pinned)
      out.attribute("why", text(row.Why));
    if (row.Queue)
      out.attribute("strand", true);
    out.attributeArray("keys", [&] {
      for (const std::string &key : row.Keys)
        out.value(text(key));
    });
    out.attributeArray("effects", [&] {
      for (const model::HandlerEffect &e : row.Effects)
        effect(out, e);
    });
  });
}

void cell(json::OStream &out, const model::Program &program, const model::Cell &cell) {
  out.object([&] {
    out.attribute("a", cell.A);
    out.attribute("b", cell.B);
    out.attribute("bits", cell.Bits.text());
    out.attributeArray("reasons", [&] {
      for (const model::Reason &reason : cell.Reasons)
        out.object([&] {
          out.attribute("bit", reason.Context ? "context" : "global");
          out.attribute("region", text(region_of(program, cell, reason)));
          out.attribute("a", reason.A);
          out.attribute("b", reason.B);
        });
    });
  });
}

} // namespace

std::string matrix_json(const model::Program &program) {
  std::string result;
  llvm::raw_string_ostream stream(result);
  json::OStream out(stream, 2);
  out.object([&] {
    out.attribute("version", 1);
    out.attributeArray("units", [&] {
      for (const model::Unit &unit : program.Units)
        out.object([&] {
          out.attribute("name", text(unit.Name));
          out.attribute("instrumented", unit.Instrumented);
        });
    });
    out.attributeArray("handlers", [&] {
      for (const model::Row &row : program.Rows)
        handler(out, row);
    });
    out.attributeArray("cells", [&] {
      for (const model::Cell &c : program.Cells)
        cell(out, program, c);
    });
  });
  stream << '\n';
  return result;
}

} // namespace polychrome::tool
