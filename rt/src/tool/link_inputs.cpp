//===- tool/link_inputs.cpp - Inputs of a link ----------------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/link_inputs.hpp"

#include "tool/object_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>
#include <string_view>

namespace polychrome::tool {
namespace {

namespace fs = std::filesystem;

template <class... Values> bool any_of(std::string_view text, Values... values) {
  return (... || (text == values));
}

/// Options of clang's whose value is the next argument and no input.
bool takes_a_value(std::string_view option) {
  return any_of(option, "-o", "-D", "-U", "-I", "-F", "-T", "-u", "-z", "-e", "-include",
                "-imacros", "-isystem", "-iquote", "-idirafter", "-isysroot", "-MF", "-MT", "-MQ",
                "-MJ", "-Xclang", "-Xassembler", "-Xpreprocessor", "-mllvm", "-target", "-arch",
                "-B", "--param", "-rpath", "-dumpdir");
}

/// A language that the pass sees before it becomes machine code.
bool analysed_language(std::string_view language) {
  return any_of(language, "c", "c++", "cpp-output", "c++-cpp-output");
}

bool analysed_source(const fs::path &file) {
  return any_of(file.extension().native(), ".c", ".cc", ".cp", ".cxx", ".cpp", ".CPP", ".c++", ".C",
                ".i", ".ii");
}

bool of_the_system(const fs::path &file) {
  std::error_code error;
  const std::string real = fs::canonical(file, error).native();
  return !error && !real.starts_with("/usr/lib/debug/") &&
         (real.starts_with("/usr/lib/") || real.starts_with("/lib/") ||
          real.starts_with("/usr/lib64/") || real.starts_with("/lib64/"));
}

bool took_part(const object_file &file) {
  if (file.shared)
    return std::any_of(file.records.Links.begin(), file.records.Links.end(),
                       [](const model::LinkInfo &link) { return link.Complete; });
  // `ld -r` can have put a plain object into this one.
  return !file.records.Units.empty() && file.records.Units.size() >= file.sources.size();
}

class reader {
public:
  explicit reader(const std::vector<std::string> &arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const std::string &argument = arguments[i];
      const bool more = i + 1 < arguments.size();
      if (any_of(argument, "-x", "-L", "-l", "-Xlinker") && more)
        joined(argument, arguments[++i]);
      else if (takes_a_value(argument) && more)
        ++i;
      else if (argument.starts_with('-') && argument != "-")
        option(argument);
      else
        input(argument);
    }
    if (const char *path = std::getenv("LIBRARY_PATH"))
      for (std::istringstream folders(path); std::getline(folders, library_path_, ':');)
        folders_.push_back(library_path_);
    folders_.push_back("/usr/local/lib");
    // A -L counts for the -l before it too.
    for (const std::string &library : libraries_)
      find_library(library);
  }

  model::LinkInfo result() const {
    return {program_, plain_.empty(), {plain_.begin(), plain_.end()}};
  }

private:
  void option(const std::string &text) {
    if (text == "-shared" || text == "--shared")
      program_ = false;
    else if (text.starts_with("-Wl,"))
      for (std::istringstream parts(text.substr(4)); std::getline(parts, part_, ',');)
        linker_argument(part_);
    else if (text.size() > 2 && any_of(text.substr(0, 2), "-x", "-L", "-l"))
      joined(text.substr(0, 2), text.substr(2));
  }

  void joined(std::string_view option, const std::string &value) {
    if (option == "-x")
      language_ = value == "none" ? "" : value;
    else if (option == "-L")
      folders_.push_back(value);
    else if (option == "-l")
      libraries_.push_back(value);
    else
      linker_argument(value);
  }

  /// Inputs can hide among the linker's options; the values of options can look
  /// like them, and are then looked at in vain.
  void linker_argument(const std::string &text) {
    if (text.starts_with("-l"))
      libraries_.push_back(text.substr(2));
    else if (text.starts_with("-L"))
      folders_.push_back(text.substr(2));
    else if (const fs::path file = text; any_of(file.extension().native(), ".o", ".a", ".so"))
      binary(text);
  }

  void input(const std::string &text) {
    if (language_.empty() ? analysed_source(text) : analysed_language(language_))
      return;
    if (language_.empty())
      binary(text);
    else
      plain_.insert(text);
  }

  void find_library(const std::string &name) {
    std::error_code ignored;
    for (const fs::path &folder : folders_)
      for (const std::string &file : name.starts_with(':')
                                         ? std::vector{name.substr(1)}
                                         : std::vector{"lib" + name + ".so", "lib" + name + ".a"})
        if (fs::exists(folder / file, ignored))
          binary(folder / file);
  }

  void binary(const fs::path &file) {
    if (of_the_system(file))
      return;
    try {
      for (const object_file &object : read_objects(file))
        if (!took_part(object))
          plain(object);
    } catch (const input_error &) {
      plain_.insert(file.filename());
    }
  }

  void plain(const object_file &object) {
    if (!object.shared && object.sources.size() == 1)
      plain_.insert(object.sources.front());
    else
      plain_.insert(fs::path(object.name).filename());
  }

  bool program_ = true;
  std::string language_; ///< as -x says; empty: by the file's name
  std::string library_path_, part_;
  std::vector<fs::path> folders_;
  std::vector<std::string> libraries_;
  std::set<std::string> plain_;
};

} // namespace

model::LinkInfo link_info(const std::vector<std::string> &arguments) {
  return reader(arguments).result();
}

} // namespace polychrome::tool
