//===- output_file.cpp - A file that a variable asked for -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/output_file.hpp"

#include <cerrno>
#include <cstring>
#include <iterator>
#include <string_view>
#include <sys/uio.h>
#include <unistd.h>

namespace polychrome {

void output_file::write(const char *data, std::size_t size) {
  for (std::size_t done = 0; done < size && !failed_;) {
    const ssize_t n = ::write(fd_, data + done, size - done);
    if (n > 0) {
      done += static_cast<std::size_t>(n);
    } else if (n == 0 || errno != EINTR) {
      failed_ = true;
      const char *const reason = n == 0 ? nullptr : strerrordesc_np(errno);
      say(reason ? reason : "no reason is given");
    }
  }
}

void output_file::say(const char *what) const {
  const std::string_view parts[] = {"polychrome: ", name_, ": not all could be written: ", what,
                                    "\n"};
  iovec line[std::size(parts)];
  for (std::size_t n = 0; n < std::size(parts); ++n)
    line[n] = {const_cast<char *>(parts[n].data()), parts[n].size()};
  (void)!::writev(STDERR_FILENO, line, std::size(parts));
}

} // namespace polychrome
