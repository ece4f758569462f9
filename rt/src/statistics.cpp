//===- statistics.cpp - What a run did ----------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rt/src/statistics.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <unistd.h>

namespace polychrome {

void row_record::ran(std::uint64_t ns) {
  const std::uint32_t sample =
      static_cast<std::uint32_t>(std::clamp<std::uint64_t>(ns, 1, 1000000000));
  const std::uint32_t old = nanoseconds.load(std::memory_order_relaxed);
  // Near enough: other threads read it all the time.
  if (sample > old - old / 8 && sample < old + old / 8)
    return;
  // Up fast, down slowly: a row that is sometimes long is worth a second thread. But not
  // at once, or one invocation that lost its core makes a short row look long.
  std::uint32_t next = sample;
  if (old && sample > old)
    next = std::min<std::uint64_t>(old + (sample - old + 1) / 2, std::uint64_t(8) * old);
  else if (old)
    next = old - (old - sample) / 8;
  if (next != old)
    nanoseconds.store(next, std::memory_order_relaxed);
}

namespace {

class line {
public:
  explicit line(std::string_view what) {
    text("polychrome: ");
    text(what);
  }

  line &text(std::string_view s) {
    const std::size_t n = std::min(s.size(), sizeof buffer_ - 1 - used_);
    std::memcpy(buffer_ + used_, s.data(), n);
    used_ += n;
    return *this;
  }

  line &number(std::uint64_t n) {
    char digits[20];
    std::size_t first = sizeof digits;
    do
      digits[--first] = static_cast<char>('0' + n % 10);
    while (n /= 10);
    return text(" ").text({digits + first, sizeof digits - first});
  }

  void write(int fd) {
    buffer_[used_++] = '\n';
    for (std::size_t done = 0; done < used_;) {
      const ssize_t n = ::write(fd, buffer_ + done, used_ - done);
      if (n <= 0)
        return;
      done += static_cast<std::size_t>(n);
    }
  }

private:
  char buffer_[512];
  std::size_t used_ = 0;
};

} // namespace

void statistics::print(int fd, unsigned threads, const dispatch_table &table) const {
  line("threads").number(threads).write(fd);
  line("handlers").number(table.handlers()).write(fd);
  line("invocations").number(sum(&counters::invocations)).write(fd);
  line("parallel").number(sum(&counters::parallel)).write(fd);
  line("waited").number(waited).write(fd);
  line("exclusive").number(exclusive).write(fd);
  line("without-row").number(without_row).write(fd);

  // The ten rows most waited for, by repeated selection: no memory to sort in.
  std::uint64_t bound = ~std::uint64_t(0);
  std::size_t after = 0;
  for (int shown = 0; shown < 10; ++shown) {
    std::uint64_t best = 0;
    std::size_t at = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const std::uint64_t n = rows[r].waited_for.load(std::memory_order_relaxed);
      const bool shown_before = n > bound || (n == bound && r < after);
      if (!shown_before && n > best) {
        best = n;
        at = r;
      }
    }
    if (!best)
      break;
    line("waited-for")
        .number(best)
        .text(" ")
        .text(table.name(static_cast<std::uint32_t>(at)))
        .write(fd);
    bound = best;
    after = at + 1;
  }
}

} // namespace polychrome
