//===- polychrome/log.hpp - Output that commutes by line ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Handlers that write to std::cout conflict with each other, because the order of their
// text matters. For a log it does not, as long as lines stay whole:
//
//   polychrome::log() << "accepted " << peer;
//   polychrome::log(polychrome::to_stderr) << "closed after " << n << " bytes";
//
// Each statement is a line, written and flushed at its end. Handlers that only log do not
// conflict over it: lines of different handlers come in any order, also under
// POLYCHROME_ORDER=strict. C++11.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_LOG_HPP
#define POLYCHROME_LOG_HPP

#include <cstddef>
#include <ostream>
#include <sstream>
#include <string>
#include <utility>

/// Writes the text to stdout, or to stderr, in one piece.
extern "C" void polychrome_log_line(const char *text, std::size_t size, int to_stderr);

namespace polychrome {

enum log_stream { to_stdout, to_stderr };

class log_line {
public:
  explicit log_line(log_stream to) : to_(to) {}
  log_line(log_line &&other) : to_(other.to_), text_(std::move(other.text_)) {
    other.moved_ = true;
  }
  log_line(const log_line &) = delete;
  log_line &operator=(const log_line &) = delete;

  ~log_line() {
    if (moved_)
      return;
    std::string text = text_.str();
    text += '\n';
    polychrome_log_line(text.data(), text.size(), to_ == to_stderr);
  }

  template <typename T> log_line &operator<<(const T &value) {
    text_ << value;
    return *this;
  }
  /// std::hex, std::setw and the like work; std::endl starts a further line of the piece.
  log_line &operator<<(std::ostream &(*manipulator)(std::ostream &)) {
    text_ << manipulator;
    return *this;
  }
  log_line &operator<<(std::ios_base &(*manipulator)(std::ios_base &)) {
    text_ << manipulator;
    return *this;
  }

private:
  log_stream to_;
  bool moved_ = false;
  std::ostringstream text_;
};

inline log_line log(log_stream to = to_stdout) {
  return log_line(to);
}

} // namespace polychrome

#endif // POLYCHROME_LOG_HPP
