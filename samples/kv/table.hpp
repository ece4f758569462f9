//===- table.hpp - Keys, values and the commands on them --------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An ordinary map with the five commands that need it. It knows nothing of
// connections; who calls it says what it shares.
//
//===----------------------------------------------------------------------===//

#ifndef SAMPLES_KV_TABLE_HPP
#define SAMPLES_KV_TABLE_HPP

#include "resp.hpp"

#include <limits>
#include <string>
#include <unordered_map>

class table {
public:
  std::string run(const resp::command &c) {
    std::string name = resp::upper(c[0]);
    if (name == "GET" && c.size() == 2)
      return get(c[1]);
    if (name == "SET" && c.size() == 3)
      return set(c[1], c[2]);
    if (name == "DEL" && c.size() == 2)
      return resp::integer(static_cast<long long>(values_.erase(c[1])));
    if (name == "INCR" && c.size() == 2)
      return increment(c[1]);
    if (name == "GET" || name == "SET" || name == "DEL" || name == "INCR")
      return resp::error("wrong number of arguments for '" + c[0] + "' command");
    return resp::error("unknown command '" + c[0] + "'");
  }

private:
  std::string get(const std::string &key) const {
    auto found = values_.find(key);
    return found == values_.end() ? resp::nil() : resp::bulk(found->second);
  }

  std::string set(const std::string &key, const std::string &value) {
    values_[key] = value;
    return resp::simple("OK");
  }

  std::string increment(const std::string &key) {
    std::string &text = values_[key];
    long long value = 0;
    if ((!text.empty() && !resp::number(text, value)) ||
        value == std::numeric_limits<long long>::max())
      return resp::error("value is not an integer or out of range");
    text = std::to_string(value + 1);
    return resp::integer(value + 1);
  }

  std::unordered_map<std::string, std::string> values_;
};

#endif // SAMPLES_KV_TABLE_HPP
