//===- output_file.hpp - A file that a variable asked for -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Written also when a signal ends the process: nothing here allocates or takes a lock. What
// cannot be written is said on stderr, once and at once, with the reason; it is no reason for the
// program to stop, or to end with another exit code: a server goes on serving.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_OUTPUT_FILE_HPP
#define POLYCHROME_OUTPUT_FILE_HPP

#include <cstddef>
#include <string>
#include <utility>

namespace polychrome {

class output_file {
public:
  /// `name` is what it is called on stderr: "POLYCHROME_TRACE=run.json".
  output_file(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}

  /// After a failure, does nothing.
  void write(const char *data, std::size_t size);
  void say(const char *what) const;

private:
  const int fd_;
  const std::string name_;
  bool failed_ = false;
};

} // namespace polychrome

#endif // POLYCHROME_OUTPUT_FILE_HPP
