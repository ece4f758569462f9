//===- tool/doctor.cpp - Is everything in its place? ----------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/doctor.hpp"

#include "polychrome/abi.h"
#include "tool/hook_records.hpp"
#include "tool/input.hpp"
#include "tool/object_file.hpp"

#include "llvm/ADT/SmallString.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

namespace polychrome::tool {
namespace {

namespace fs = std::filesystem;

constexpr unsigned seconds_for_a_call = 60;
constexpr unsigned names_listed = 8;

/// Handlers of this program are known to run together in different contexts.
constexpr const char *probe = "#include <polychrome/polychrome.h>\n"
                              "struct probe { int n; };\n"
                              "POLYCHROME_HANDLER void probed(struct probe *p) { p->n = 1; }\n"
                              "int main(void) { return 0; }\n";

struct outcome {
  int code = -1;
  std::string out; ///< both streams
};

class temporary_folder {
public:
  temporary_folder() {
    llvm::SmallString<128> name;
    if (!llvm::sys::fs::createUniqueDirectory("polychrome-doctor", name))
      path_ = std::string(name);
  }
  ~temporary_folder() {
    std::error_code ignored;
    if (!path_.empty())
      fs::remove_all(path_, ignored);
  }
  temporary_folder(const temporary_folder &) = delete;
  temporary_folder &operator=(const temporary_folder &) = delete;
  std::string file(const char *name) const { return (path_ / name).native(); }

private:
  fs::path path_;
};

outcome call(const std::vector<std::string> &command, const temporary_folder &where) {
  const std::string log = where.file("log");
  std::vector<llvm::StringRef> words(command.begin(), command.end());
  const std::array<std::optional<llvm::StringRef>, 3> streams = {
      llvm::StringRef(""), llvm::StringRef(log), llvm::StringRef(log)};
  outcome result;
  result.code =
      llvm::sys::ExecuteAndWait(command.front(), words, std::nullopt, streams, seconds_for_a_call);
  if (auto text = llvm::MemoryBuffer::getFile(log, true))
    result.out = (*text)->getBuffer().str();
  return result;
}

std::string first_line(const std::string &text) {
  return printable(text.substr(0, text.find('\n')));
}

class examination {
public:
  explicit examination(const style &look) : look_(look) {}

  void well(const std::string &what) { add(look_.bold, "ok    ", what); }
  void note(const std::string &what) { add(look_.yellow, "note  ", what); }
  void ill(const std::string &what, const std::string &remedy) {
    result_.well = false;
    add(look_.red, "FAIL  ", what);
    result_.text += "        " + remedy + "\n";
  }
  diagnosis result() const { return result_; }

private:
  void add(std::string_view colour, const char *mark, const std::string &what) {
    result_.text += colour;
    result_.text += mark;
    result_.text += look_.off;
    result_.text += what + "\n";
  }
  diagnosis result_;
  const style &look_;
};

/// What the wrappers go by.
std::string switch_value() {
  const char *value = std::getenv("POLYCHROME");
  return value ? value : "";
}

bool switched_off() {
  return switch_value() == "off";
}

bool switch_makes_sense() {
  const std::string value = switch_value();
  return value.empty() || value == "on" || value == "off";
}

void check_environment(examination &e) {
  if (!switch_makes_sense())
    e.ill("POLYCHROME is '" + printable(switch_value()) + "': the wrappers do not run",
          "set it to on or off, or unset it");
  if (switched_off())
    e.note("POLYCHROME=off is set: the wrappers are the plain compiler, and are not tried out");
  if (const char *value = std::getenv("POLYCHROME_CLANG"))
    e.note("POLYCHROME_CLANG is set: the wrappers run " + printable(value));
  if (const char *value = std::getenv("POLYCHROME_POLICY"); value && std::string(value) == "serial")
    e.note("POLYCHROME_POLICY=serial is set: programs run on one thread");
}

bool check_compiler(const std::string &wrapper, const temporary_folder &where, examination &e) {
  const outcome version = call({wrapper, "--version"}, where);
  if (version.code != 0) {
    const std::string clang = "clang-" + std::to_string(LLVM_VERSION_MAJOR);
    e.ill(wrapper + " does not run: " + first_line(version.out),
          std::getenv("POLYCHROME_CLANG")
              ? "unset POLYCHROME_CLANG, or set it to the path of a " + clang
              : "install " + clang + ", or build Polychrome (scripts/run)");
    return false;
  }
  e.well(wrapper + " runs " + first_line(version.out));
  return true;
}

void check_probe(const std::string &wrapper, const temporary_folder &where, examination &e) {
  const std::string source = where.file("probe.c"), program = where.file("probe");
  std::ofstream(source) << probe;
  const outcome built = call({wrapper, "-O2", "-pthread", source, "-o", program}, where);
  if (built.code != 0)
    return e.ill("a small program cannot be built: " + first_line(built.out),
                 "build Polychrome again: its pass and its library must be those of this command");
  try {
    const linked_file file = read_program(program);
    if (file.program.Rows.size() != 1 || file.program.bits(0, 0).Global)
      return e.ill("the pass does not find what is in a small program",
                   "look for another polychrome-pass.so, or another clang, on the way");
    e.well("the pass works: a small program's handler runs beside itself");
    if (!file.whole)
      return e.ill("the linking wrapper leaves no record of its inputs",
                   "link with polychrome-clang++ itself, not with ld or another compiler");
    e.well("the linking wrapper works: the program is known to be whole");
  } catch (const input_error &error) {
    return e.ill(std::string("a small program has no summaries: ") + error.what(),
                 "build Polychrome again: its pass must be that of this command");
  }
  if (const outcome run = call({program}, where); run.code != 0)
    return e.ill("a small program does not start: " + first_line(run.out),
                 "libpolychrome.so must lie where it was when the program was linked");
  e.well("the runtime is found when a program starts");
}

/// A compiler that does not know an attribute warns of it.
void check_clang_plugin(const std::string &wrapper, const temporary_folder &where, examination &e) {
  const std::string source = where.file("attribute.c");
  std::ofstream(source) << "[[polychrome::pure]] int probed(int n);\n";
  const outcome seen =
      call({wrapper, "-fsyntax-only", "-Werror=unknown-attributes", source}, where);
  if (seen.code != 0)
    return e.ill("the attributes are not known, and there are no checks: " + first_line(seen.out),
                 "build Polychrome again: polychrome-clang-plugin.so belongs beside its pass");
  e.well("the clang plugin works: attributes are known");
}

void check_boost(const std::string &wrapper, const temporary_folder &where, examination &e) {
  const std::string source = where.file("boost.cpp");
  std::ofstream(source) << "#include <boost/version.hpp>\npolychrome_probe BOOST_LIB_VERSION\n";
  const outcome seen = call({wrapper, "-E", "-P", source}, where);
  const std::size_t at = seen.out.find("polychrome_probe ");
  if (seen.code != 0 || at == std::string::npos)
    return e.note("Boost is not installed: only programs without Asio can be built");
  const std::string version = first_line(seen.out.substr(at + 17));
  if (version != "\"1_81\"")
    return e.ill("Boost " + version + " is found: the hook knows the Asio of 1.81 only",
                 "install libboost1.81-dev, or give its folder with -I");
  e.well("Boost 1.81, whose Asio is known");
}

void check_toolchain(const std::string &own_path, examination &e) {
  const fs::path folder = fs::path(own_path).parent_path();
  const std::string cxx = (folder / "polychrome-clang++").native();
  const std::string c = (folder / "polychrome-clang").native();
  e.well("polychrome " POLYCHROME_VERSION_STRING ", record format " +
         std::to_string(POLYCHROME_ABI_VERSION));
  check_environment(e);
  if (!switch_makes_sense())
    return;
  const temporary_folder where;
  if (!check_compiler(cxx, where, e))
    return;
  if (!switched_off()) {
    check_probe(c, where, e);
    check_clang_plugin(c, where, e);
  }
  check_boost(cxx, where, e);
}

std::string units_without(const model::Program &program) {
  std::string text;
  unsigned count = 0;
  for (const model::Unit &unit : program.Units)
    if (!unit.Instrumented && ++count <= names_listed)
      text += (text.empty() ? "" : ", ") + printable(unit.Name);
  return count > names_listed ? text + ", and " + std::to_string(count - names_listed) + " more"
                              : text;
}

void check_handlers(const model::Program &program, examination &e) {
  std::size_t alone = 0;
  for (const model::Row &row : program.Rows)
    alone += row.Exclusive;
  const std::string count =
      std::to_string(program.Rows.size()) + (program.Rows.size() == 1 ? " handler" : " handlers");
  if (program.Rows.empty())
    e.ill("no handlers were found", "is this the program that calls io_context::run?");
  else if (alone == 0)
    e.well(count + ", none of which runs alone");
  else
    e.note(count + ", of which " + std::to_string(alone) +
           " run alone: `polychrome advise` says what to change");
}

void check_hooks(const std::string &path, examination &e) {
  const hook_state hooks = read_hooks(path);
  if (!hooks.linked)
    return e.note("not linked yet: whether the hook is in effect shows in the program");
  if (!hooks.with_runtime)
    e.ill("it does not load libpolychrome.so", "link it with polychrome-clang++");
  if (hooks.required == 0)
    return e.note("it has no Asio in it, so it needs no hook");
  if (hooks.missing.empty())
    return e.well("the hook is in effect: " + std::to_string(hooks.required) +
                  " functions of Asio's call Polychrome");
  e.ill("the hook is not in effect, so the program runs serially: the linker kept a plain " +
            printable(hooks.missing.front()),
        "compile every source file that includes Asio with polychrome-clang++");
}

void check_file(const std::string &path, examination &e) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored))
    return e.ill(printable(path) +
                     (fs::exists(path, ignored) ? ": not a regular file" : ": no such file"),
                 "give the program, or an object, that is to be examined");
  std::optional<linked_file> file;
  try {
    file = read_program(path);
  } catch (const input_error &error) {
    return e.ill(error.what(), "build it with polychrome-clang++, from its sources on");
  }
  e.well(printable(path) + " has summaries of " + std::to_string(file->records.Units.size()) +
         (file->records.Units.size() == 1 ? " unit" : " units"));
  if (const std::string plain = units_without(file->program); !plain.empty())
    e.note("compiled without Polychrome: " + plain);
  check_hooks(path, e);
  if (file->whole)
    e.well("the program is known to be whole, so virtual calls have known targets");
  else
    e.note("not known to be a whole program: virtual calls count as unknown; link it with "
           "polychrome-clang++, from nothing but units compiled with it");
  check_handlers(file->program, e);
}

} // namespace

diagnosis doctor(const std::string &own_path, const std::string &file, const style &look) {
  examination e(look);
  check_toolchain(own_path, e);
  if (!file.empty())
    check_file(file, e);
  return e.result();
}

} // namespace polychrome::tool
