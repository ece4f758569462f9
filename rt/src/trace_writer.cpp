//===- trace_writer.cpp - A trace as a file -----------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// JSON as Perfetto and Chrome's tracing open it: a process for each domain, a track for each
// of its threads, a slice for each invocation, and an arrow to the beginning of each that
// waited from the end of the last one that it waited for. What `polychrome simulate` needs
// besides is in the slices' arguments and in otherData: claims, operations, and which rows
// conflict. One event a line, in the order of tickets.
//
// May be called by a signal handler, while others are still recording: invocations that
// have not ended are left out.
//
//===----------------------------------------------------------------------===//

#include "rt/src/trace.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

namespace polychrome {

namespace {

/// Text that goes to a file, through a buffer.
class json_file {
public:
  explicit json_file(output_file &to) : to_(to) {}
  ~json_file() { flush(); }

  json_file &operator<<(std::string_view s) {
    while (!s.empty()) {
      if (used_ == sizeof buffer_)
        flush();
      const std::size_t n = std::min(s.size(), sizeof buffer_ - used_);
      std::memcpy(buffer_ + used_, s.data(), n);
      used_ += n;
      s.remove_prefix(n);
    }
    return *this;
  }

  json_file &operator<<(std::uint64_t n) { return number(n, 10); }

  json_file &address(std::uint64_t a) {
    *this << "\"0x";
    return number(a, 16) << "\"";
  }

  /// Microseconds.
  json_file &time(std::uint64_t ns) {
    char digits[] = ".000";
    for (int at = 3, rest = static_cast<int>(ns % 1000); at > 0; --at, rest /= 10)
      digits[at] = static_cast<char>('0' + rest % 10);
    return *this << ns / 1000 << digits;
  }

  json_file &text(std::string_view s) {
    *this << "\"";
    for (const char c : s) {
      if (c == '"' || c == '\\')
        *this << "\\";
      // Names come from the program's source: other characters need no escape.
      *this << (static_cast<unsigned char>(c) < ' ' ? std::string_view("?")
                                                    : std::string_view(&c, 1));
    }
    return *this << "\"";
  }

  /// Elements from the second on begin with a comma.
  json_file &next(bool &first, std::string_view separator = ",") {
    if (!std::exchange(first, false))
      *this << separator;
    return *this;
  }

private:
  json_file &number(std::uint64_t n, int base) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, n, base).ptr;
    return *this << std::string_view(digits, static_cast<std::size_t>(end - digits));
  }

  void flush() { to_.write(buffer_, std::exchange(used_, 0)); }

  output_file &to_;
  std::size_t used_ = 0;
  char buffer_[8192];
};

/// Nanoseconds since the trace began.
struct since_begin {
  std::uint64_t begun;

  std::uint64_t operator()(const std::atomic<std::uint64_t> &at) const {
    const std::uint64_t t = at.load(std::memory_order_relaxed);
    return t - std::min(t, begun);
  }
};

/// Had it ended by then? What has ended since, while earlier ones were being written, is left out
/// too: they may have been waited for.
bool is_over(const trace::record &r, std::uint64_t by_then) {
  const std::uint64_t ended = r.ended.load(std::memory_order_acquire);
  return r.started.load(std::memory_order_acquire) != 0 && ended != 0 && ended <= by_then;
}

template <typename Conflicts>
void conflicting_rows(json_file &out, std::string_view name, std::size_t rows, Conflicts with) {
  out << "," << "\"" << name << "\":[";
  bool first = true;
  for (std::uint32_t b = 0; b < rows; ++b)
    if (with(b))
      out.next(first) << std::uint64_t(b);
  out << "]";
}

void write_rows(json_file &out, const dispatch_table &table) {
  const conflict_rules &rules = table.rules();
  bool first = true;
  for (std::uint32_t a = 0; a < table.rows(); ++a) {
    out.next(first, ",\n") << "{\"name\":";
    out.text(table.name(a));
    if (table.needs_main(a))
      out << ",\"main\":true";
    conflicting_rows(out, "never", table.rows(), [&](auto b) { return rules.is_never(a, b); });
    conflicting_rows(out, "context", table.rows(), [&](auto b) { return rules.is_context(a, b); });
    out << "}";
  }
}

void write_track(json_file &out, std::uint32_t domain, std::uint32_t thread) {
  out << "{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":" << std::uint64_t(domain) + 1
      << ",\"tid\":" << std::uint64_t(thread) << ",\"args\":{\"name\":\"";
  if (thread == 0)
    out << "run()";
  else
    out << "worker " << std::uint64_t(thread);
  out << "\"}}";
}

void write_claims(json_file &out, const trace::record &r) {
  bool first = true;
  for (std::size_t n = 0; n < r.num_claims; ++n) {
    const std::uint64_t *const c = r.words + 3 * n;
    out.next(first) << "[";
    out.address(c[0]) << "," << c[1] - c[0] << "," << ((c[2] & 1) ? "\"write\"" : "\"read\"");
    out << ((c[2] & 2) ? ",\"owned\"]" : "]");
  }
}

/// The slice.
void write_invocation(json_file &out, std::uint32_t domain, std::uint64_t ticket,
                      const trace::record &r, const dispatch_table &table, const since_begin &ns) {
  const std::uint64_t started = ns(r.started);
  const std::uint64_t ended = ns(r.ended);
  const std::uint64_t stamped = r.stamped.load(std::memory_order_relaxed) ? ns(r.stamped) : started;
  out << "{\"ph\":\"X\",\"cat\":\"invocation\",\"name\":";
  out.text(table.name(r.row)) << ",\"pid\":" << std::uint64_t(domain) + 1
                              << ",\"tid\":" << std::uint64_t(r.thread) << ",\"ts\":";
  out.time(started) << ",\"dur\":";
  out.time(ended - started) << ",\"args\":{\"ticket\":" << ticket
                            << ",\"row\":" << std::uint64_t(r.row) << ",\"stamped\":";
  out.time(stamped) << ",\"op\":";
  out.address(reinterpret_cast<std::uintptr_t>(r.op)) << ",\"keys\":[";
  write_claims(out, r);
  out << "],\"created\":[";
  bool first = true;
  for (std::uint32_t n = 0; n < r.num_created; ++n)
    out.next(first).address(r.created[n]);
  out << "],\"waited_for\":[";
  first = true;
  for (std::size_t n = 0; n < r.num_waits; ++n)
    out.next(first) << r.words[3 * std::size_t(r.num_claims) + n];
  out << "]}}";
}

/// Of those that r was found to wait for the one that let it go; the others had ended.
template <typename Find>
const trace::record *last_to_end(const trace::record &r, std::uint64_t by_then, Find find) {
  const trace::record *last = nullptr;
  for (std::size_t n = 0; n < r.num_waits; ++n) {
    const trace::record *const e = find(r.words[3 * std::size_t(r.num_claims) + n]);
    if (e && is_over(*e, by_then) &&
        (!last ||
         e->ended.load(std::memory_order_relaxed) > last->ended.load(std::memory_order_relaxed)))
      last = e;
  }
  return last;
}

/// One end of an arrow; it is tied to the slice that covers its time on its track.
void write_arrow_end(json_file &out, std::string_view phase, std::uint64_t id, std::uint32_t domain,
                     std::uint32_t thread, std::uint64_t at) {
  out << ",\n{\"ph\":\"" << phase
      << "\",\"cat\":\"dependency\",\"name\":\"waited for\",\"id\":" << id
      << ",\"pid\":" << std::uint64_t(domain) + 1 << ",\"tid\":" << std::uint64_t(thread)
      << ",\"ts\":";
  out.time(at) << (phase == "f" ? ",\"bp\":\"e\"}" : "}");
}

void write_arrow(json_file &out, std::uint64_t id, std::uint32_t domain, const trace::record &from,
                 const trace::record &to, const since_begin &ns) {
  const std::uint64_t begun = ns(from.started);
  const std::uint64_t over = ns(from.ended);
  write_arrow_end(out, "s", id, domain, from.thread, std::max(begun, over - 1));
  write_arrow_end(out, "f", id, domain, to.thread, ns(to.started));
}

} // namespace

void trace::write(output_file &file, unsigned threads, const dispatch_table &table) const {
  const std::uint64_t by_then = now();
  json_file out(file);
  out << "{\"displayTimeUnit\":\"ns\",\n\"otherData\":{\"polychrome-trace\":" << std::uint64_t(1)
      << ",\"threads\":" << std::uint64_t(threads) << ",\"dropped\":" << dropped()
      << ",\"rows\":[\n";
  write_rows(out, table);
  out << "]},\n\"traceEvents\":[\n";
  const since_begin ns{begun_};
  bool first = true;
  std::uint64_t arrows = 0;
  for (std::uint32_t d = 0; d < max_domains; ++d) {
    const records *const all = domains_[d].load(std::memory_order_acquire);
    if (!all)
      continue;
    for (std::uint32_t t = 0; t < threads; ++t) {
      out.next(first, ",\n");
      write_track(out, d, t);
    }
    const std::uint64_t last = all->last.load(std::memory_order_acquire);
    for (std::uint64_t ticket = 1; ticket <= last; ++ticket) {
      const record *const r = find({d, ticket});
      if (!r || !is_over(*r, by_then))
        continue;
      out.next(first, ",\n");
      write_invocation(out, d, ticket, *r, table, ns);
      if (const record *const before =
              last_to_end(*r, by_then, [&](auto t) { return find({d, t}); }))
        write_arrow(out, ++arrows, d, *before, *r, ns);
    }
  }
  out << "\n]}\n";
}

} // namespace polychrome
