//===- resp.hpp - The Redis protocol, as far as this store speaks it -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Requests come inline ("PING\r\n") or as arrays of bulk strings, any number of
// them in a read. The parser keeps what is incomplete for the next read. Replies
// are made as text. What isn't handled: nested arrays and RESP3.
//
//===----------------------------------------------------------------------===//

#ifndef SAMPLES_KV_RESP_HPP
#define SAMPLES_KV_RESP_HPP

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace resp {

using command = std::vector<std::string>;

inline std::string simple(std::string_view text) { return "+" + std::string(text) + "\r\n"; }
inline std::string error(std::string_view text) { return "-ERR " + std::string(text) + "\r\n"; }
inline std::string integer(long long value) { return ":" + std::to_string(value) + "\r\n"; }
inline std::string nil() { return "$-1\r\n"; }
inline std::string bulk(std::string_view text) {
  std::string out = "$" + std::to_string(text.size()) + "\r\n";
  out += text;
  out += "\r\n";
  return out;
}

inline bool number(std::string_view text, long long &value) {
  auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), value);
  return bad == std::errc() && end == text.data() + text.size() && !text.empty();
}

/// Command names are ASCII and case does not matter.
inline std::string upper(std::string text) {
  for (char &c : text)
    if (c >= 'a' && c <= 'z')
      c = static_cast<char>(c - 'a' + 'A');
  return text;
}

class parser {
public:
  void feed(std::string_view bytes) { unread_.append(bytes); }

  enum class result { complete, incomplete, malformed };

  /// Takes the next request off the front; `into` is valid if it is complete.
  result next(command &into) {
    into.clear();
    std::size_t at = 0;
    result r = parse(into, at);
    if (r == result::complete)
      unread_.erase(0, at);
    return r;
  }

private:
  static constexpr long long most_arguments = 1024;
  static constexpr long long longest_argument = 64 << 20;

  result parse(command &into, std::size_t &at) const {
    std::string_view line;
    if (!take_line(at, line))
      return unread_.size() > 65536 && at == 0 ? result::malformed : result::incomplete;
    if (line.empty() || line[0] != '*') {
      split(line, into);
      return result::complete;
    }
    long long count = 0;
    if (!number(line.substr(1), count) || count > most_arguments)
      return result::malformed;
    for (long long i = 0; i < count; ++i)
      if (result r = take_bulk(at, into); r != result::complete)
        return r;
    return result::complete;
  }

  bool take_line(std::size_t &at, std::string_view &line) const {
    std::size_t end = unread_.find("\r\n", at);
    if (end == std::string::npos)
      return false;
    line = std::string_view(unread_).substr(at, end - at);
    at = end + 2;
    return true;
  }

  result take_bulk(std::size_t &at, command &into) const {
    std::string_view line;
    long long size = 0;
    if (!take_line(at, line))
      return result::incomplete;
    if (line.empty() || line[0] != '$' || !number(line.substr(1), size) || size < 0 ||
        size > longest_argument)
      return result::malformed;
    std::size_t length = static_cast<std::size_t>(size);
    if (unread_.size() - at < length + 2)
      return result::incomplete;
    into.emplace_back(unread_, at, length);
    at += length + 2;
    return result::complete;
  }

  static void split(std::string_view line, command &into) {
    std::size_t at = 0;
    while ((at = line.find_first_not_of(' ', at)) != std::string_view::npos) {
      std::size_t end = std::min(line.find(' ', at), line.size());
      into.emplace_back(line.substr(at, end - at));
      at = end;
    }
  }

  std::string unread_;
};

/// The commands that need no data. False if the command is none of them.
inline bool answer_without_data(const command &c, std::string &reply) {
  std::string name = upper(c[0]);
  if (name == "PING")
    reply = c.size() > 1 ? bulk(c[1]) : simple("PONG");
  else if (name == "COMMAND")
    reply = "*0\r\n";
  else if (name == "CONFIG")
    reply = c.size() > 2 ? "*2\r\n" + bulk(c[2]) + bulk("") : "*0\r\n";
  else if (name == "INFO")
    reply = bulk("# Server\r\nserver_name:polychrome-kv\r\nredis_mode:standalone\r\n");
  else
    return false;
  return true;
}

} // namespace resp

#endif // SAMPLES_KV_RESP_HPP
