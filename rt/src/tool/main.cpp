//===- tool/main.cpp - The polychrome command -----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The command line. Exit codes: 0; 1 for input that cannot be used, and where `gate`
// or `doctor` finds something; 2 for a command line that makes no sense, and for what
// `gate` cannot read. Every error is one line on stderr.
//
//===----------------------------------------------------------------------===//

#include "polychrome/abi.h"
#include "tool/advise.hpp"
#include "tool/advise_trace.hpp"
#include "tool/doctor.hpp"
#include "tool/gate.hpp"
#include "tool/input.hpp"
#include "tool/matrix_dot.hpp"
#include "tool/matrix_html.hpp"
#include "tool/matrix_json.hpp"
#include "tool/matrix_text.hpp"
#include "tool/measured.hpp"
#include "tool/object_file.hpp"
#include "tool/program_trace.hpp"
#include "tool/sarif.hpp"
#include "tool/simulate.hpp"
#include "tool/why.hpp"

#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <optional>
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
  std::string baseline;
  std::string trace;
  sarif_options sarif;
  bool all = false;
  bool update = false;
  int result = 0;   ///< of a command that has something to say by its exit code
  int unusable = 1; ///< for input that cannot be used
  /// What the command read. It is there until the process ends: giving back a program's records
  /// piece by piece takes longer than a short answer.
  std::optional<linked_file> read;

  const linked_file &program() { return read.emplace(read_program(file)); }
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

std::string formatted(const linked_file &file, const arguments &given) {
  if (given.format == "json")
    return matrix_json(file.program);
  if (given.format == "dot")
    return matrix_dot(file.program);
  if (given.format == "html") {
    std::optional<measured> run;
    if (!given.trace.empty())
      run = measure(read_trace(file, given.trace));
    return matrix_html(file, given.file, run ? &*run : nullptr);
  }
  if (given.format == "sarif")
    return sarif(file, given.sarif);
  return matrix_text(file, colours_wanted());
}

void matrix(arguments &given) {
  static constexpr std::string_view formats[] = {"text", "json", "dot", "html", "sarif"};
  if (std::find(std::begin(formats), std::end(formats), given.format) == std::end(formats))
    throw usage_error("no format '" + printable(given.format) +
                      "': there are text, json, dot, html and sarif");
  if (!given.trace.empty() && given.format != "html")
    throw usage_error("--trace goes with --format=html: only the page shows what was measured");
  if (given.format != "sarif" && given.sarif != sarif_options())
    throw usage_error("--source-root and --max-results go with --format=sarif");
  if (!llvm::sys::fs::is_directory(given.sarif.source_root))
    throw input_error(printable(given.sarif.source_root) +
                      ": no such folder: --source-root is what the paths are relative to");
  std::cout << formatted(given.program(), given);
}

void why(arguments &given) {
  const linked_file &file = given.program();
  const why_options options{given.file, given.all, screen_lines(), style(colours_wanted())};
  std::cout << (given.b.empty() ? why_handler(file, given.a, options)
                                : why_pair(file, given.a, given.b, options));
}

void gate(arguments &given) {
  given.unusable = 2; // 1 says that something is new
  const linked_file &file = given.program();
  if (given.update) {
    std::cout << update_baseline(file, given.baseline);
    return;
  }
  const gate_result result = gate(file, given.file, given.baseline);
  std::cout << result.text;
  given.result = result.passed ? 0 : 1;
}

void doctor(arguments &given) {
  const std::string own_path = llvm::sys::fs::getMainExecutable(nullptr, nullptr);
  const diagnosis result = doctor(own_path, given.file, style(colours_wanted()));
  std::cout << result.text;
  given.result = result.well ? 0 : 1;
}

std::string version() {
  return "polychrome " POLYCHROME_VERSION_STRING " (record format " +
         std::to_string(POLYCHROME_ABI_VERSION) + ", LLVM " LLVM_VERSION_STRING ")";
}

CLI::App *file_command(CLI::App &app, arguments &given, const char *name, const char *what) {
  CLI::App *command = app.add_subcommand(name, what);
  command->add_option("FILE", given.file, "An object, archive, executable or shared library")
      ->required();
  return command;
}

void declare_matrix(CLI::App &app, arguments &given) {
  CLI::App *m = file_command(app, given, "matrix", "Show which handlers may run at the same time");
  m->add_option("--format", given.format, "text, json, dot, html or sarif")->type_name("FORMAT");
  m->add_option("--source-root", given.sarif.source_root,
                "sarif: the folder that paths are relative to; default: this one")
      ->type_name("DIR");
  m->add_option("--max-results", given.sarif.max_results,
                "sarif: write at most so many; 0: all; default: 5000")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  m->add_option("--trace", given.trace, "html: what POLYCHROME_TRACE wrote, to show beside it")
      ->type_name("FILE");
  m->callback([&] { matrix(given); });
}

void declare_why(CLI::App &app, arguments &given) {
  CLI::App *w = file_command(app, given, "why", "Say why two handlers conflict");
  w->add_option("A", given.a, "A part of a handler's name, or its number")->required();
  w->add_option("B", given.b, "The other handler; without it, A beside itself");
  w->add_flag("--all", given.all, "Everything, not just what fits a screen");
  w->callback([&] { why(given); });
}

void declare_gate(CLI::App &app, arguments &given) {
  CLI::App *g = file_command(app, given, "gate", "Fail if a conflict or an assumption is new");
  g->add_option("--baseline", given.baseline, "What is known and accepted")
      ->required()
      ->type_name("FILE");
  g->add_flag("--update", given.update, "Accept everything: write the baseline");
  g->callback([&] { gate(given); });
}

void declare_commands(CLI::App &app, arguments &given) {
  app.set_version_flag("--version", version());
  app.require_subcommand(1);
  declare_matrix(app, given);
  declare_why(app, given);
  declare_gate(app, given);
  CLI::App *a = file_command(app, given, "advise", "Rank what keeps handlers apart by its cost");
  a->add_flag("--all", given.all, "All of it, not just the first few");
  a->add_option("--trace", given.trace,
                "What POLYCHROME_TRACE wrote: rank by what it would have taken")
      ->type_name("FILE");
  a->callback([&] {
    const linked_file &file = given.program();
    std::cout << (given.trace.empty() ? advise_text(file, given.all)
                                      : advise_by_trace(file, given.trace, given.all));
  });
  CLI::App *d = app.add_subcommand("doctor", "Check the toolchain, and how a file was built");
  d->add_option("FILE", given.file, "A program, or any of its parts");
  d->callback([&] { doctor(given); });
  declare_simulate(app);
}

std::string command_names(CLI::App &app) {
  const auto commands = app.get_subcommands(nullptr);
  std::string text;
  for (std::size_t i = 0; i < commands.size(); ++i)
    text += (i == 0 ? "" : i + 1 == commands.size() ? " and " : ", ") + commands[i]->get_name();
  return text;
}

/// CLI11 would only say that an argument was not expected.
void check_command(int argc, char **argv, CLI::App &app) {
  if (argc < 2)
    throw usage_error("what to do? There are " + command_names(app));
  const std::string first = argv[1];
  const auto named = [&](const CLI::App *command) { return command->get_name() == first; };
  if (first.starts_with('-') && !app.get_option_no_throw(first))
    throw usage_error("no option '" + printable(first) + "' in front of a command: there are " +
                      command_names(app));
  if (!first.starts_with('-') && app.get_subcommands(named).empty())
    throw usage_error("no command '" + printable(first) + "': there are " + command_names(app));
}

int fail(int code, const std::string &text) {
  std::cerr << "polychrome: error: " << text << "\n";
  return code;
}

int run(int argc, char **argv, arguments &given) {
  CLI::App app("Shows what Polychrome found out about a program's handlers.", "polychrome");
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
    return fail(given.unusable, error.what());
  }
  if (!std::cout.flush())
    return fail(1, "cannot write the output");
  return given.result;
}

} // namespace
} // namespace polychrome::tool

int main(int argc, char **argv) {
  polychrome::tool::arguments given;
  const int result = polychrome::tool::run(argc, argv, given);
  std::cout.flush();
  std::cerr.flush();
  std::_Exit(result); // See arguments::read.
}
