//===- tool/main.cpp - The polychrome command -----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The command line. Exit codes: 0, 1 for input that cannot be used, 2 for a
// command line that makes no sense. Every error is one line on stderr.
//
//===----------------------------------------------------------------------===//

#include "polychrome/abi.h"
#include "tool/input.hpp"
#include "tool/matrix_json.hpp"
#include "tool/matrix_text.hpp"
#include "tool/object_file.hpp"
#include "tool/why.hpp"

#include "llvm/Config/llvm-config.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace polychrome::tool {
namespace {

struct usage_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct arguments {
  std::string file;
  std::string format = "text";
  std::string a;
  std::string b;
  bool all = false;
};

bool colours_wanted() {
  const char *no_color = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) && !(no_color && *no_color);
}

/// Of the terminal, less the prompt; a page where there is none.
std::size_t screen_lines() {
  constexpr std::size_t page = 40, least = 16;
  winsize window = {};
  if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) != 0 || !window.ws_row)
    return page;
  return std::max<std::size_t>(window.ws_row - 1, least);
}

void matrix(const arguments &given) {
  if (given.format != "text" && given.format != "json")
    throw usage_error("no format '" + printable(given.format) + "': there are text and json");
  const linked_file file = read_program(given.file);
  std::cout << (given.format == "json" ? matrix_json(file.program)
                                       : matrix_text(file, colours_wanted()));
}

void why(const arguments &given) {
  const linked_file file = read_program(given.file);
  const why_options options{given.file, given.all, screen_lines(), style(colours_wanted())};
  std::cout << (given.b.empty() ? why_handler(file, given.a, options)
                                : why_pair(file, given.a, given.b, options));
}

std::string version() {
  return "polychrome " POLYCHROME_VERSION_STRING " (record format " +
         std::to_string(POLYCHROME_ABI_VERSION) + ", LLVM " LLVM_VERSION_STRING ")";
}

void declare_commands(CLI::App &app, arguments &given) {
  app.set_version_flag("--version", version());
  app.require_subcommand(1);

  CLI::App *m = app.add_subcommand("matrix", "Show which handlers may run at the same time");
  m->add_option("FILE", given.file, "An object, archive, executable or shared library")->required();
  m->add_option("--format", given.format, "text or json")->type_name("FORMAT");
  m->callback([&] { matrix(given); });

  CLI::App *w = app.add_subcommand("why", "Say why two handlers conflict, or what one touches");
  w->add_option("FILE", given.file, "An object, archive, executable or shared library")->required();
  w->add_option("A", given.a, "A part of a handler's name, or its number")->required();
  w->add_option("B", given.b, "The other handler; without it, everything about A");
  w->add_flag("--all", given.all, "Every reason, not just the first few");
  w->callback([&] { why(given); });
}

/// CLI11 would only say that an argument was not expected.
void check_command(int argc, char **argv, const CLI::App &app) {
  if (argc < 2)
    throw usage_error("what to do? There are matrix and why");
  const std::string first = argv[1];
  const auto named = [&](const CLI::App *command) { return command->get_name() == first; };
  if (!first.starts_with('-') && app.get_subcommands(named).empty())
    throw usage_error("no command '" + printable(first) + "': there are matrix and why");
}

int fail(int code, const std::string &text) {
  std::cerr << "polychrome: error: " << text << "\n";
  return code;
}

int run(int argc, char **argv) {
  CLI::App app("Shows what Polychrome found out about a program's handlers.", "polychrome");
  arguments given;
  try {
    declare_commands(app, given);
    check_command(argc, argv, app);
    app.parse(argc, argv);
  } catch (const CLI::Success &request) {
    return app.exit(request); // --help, --version
  } catch (const CLI::Error &error) {
    return fail(2, std::string(error.what()) + " (polychrome --help says more)");
  } catch (const usage_error &error) {
    return fail(2, std::string(error.what()) + " (polychrome --help says more)");
  } catch (const input_error &error) {
    return fail(1, error.what());
  }
  if (!std::cout.flush())
    return fail(1, "cannot write the output");
  return 0;
}

} // namespace
} // namespace polychrome::tool

int main(int argc, char **argv) {
  return polychrome::tool::run(argc, argv);
}
