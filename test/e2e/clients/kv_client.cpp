//===- kv_client.cpp - A store answers as a serial one would ----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Many connections send pipelines of commands. Each has keys of its own, whose
// replies are known in advance, and all increment the same few counters: over all
// connections the replies of a counter must be 1, 2, ... n, each once, and rising
// within a connection; at the end the counter holds n.
//
//===----------------------------------------------------------------------===//

#include "swarm.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

namespace {

using command = std::vector<std::string>;

std::string encode(const command &c) {
  std::string out = "*" + std::to_string(c.size()) + "\r\n";
  for (const std::string &word : c)
    out += "$" + std::to_string(word.size()) + "\r\n" + word + "\r\n";
  return out;
}

std::string bulk(const std::string &text) {
  return "$" + std::to_string(text.size()) + "\r\n" + text + "\r\n";
}

/// Keys of this run alone: the store outlives a client.
std::string key_of(const char *what, long number) {
  return what + std::to_string(getpid()) + "." + std::to_string(number);
}

struct plan {
  int port;
  long rounds;
  long pipeline; ///< rounds on the way at once
  long counters;
  long value_size;
};

class connection : public e2e::peer {
public:
  connection(const plan &p, long number)
      : peer(p.port), plan_(p), name_(key_of("client", number) + ":"),
        counts_(static_cast<std::size_t>(p.counters)) {}

  void fill() {
    while (started_ < plan_.rounds && answered_ + plan_.pipeline > started_)
      round(started_++);
  }

  bool done() const { return answered_ == plan_.rounds; }
  void stop() { plan_.rounds = started_; }
  long commands() const { return answered_ * commands_a_round; }
  const std::vector<std::vector<long>> &counts() const { return counts_; }

private:
  static constexpr long commands_a_round = 7;

  /// What is expected of one reply: a text, or the next value of a counter.
  struct expectation {
    std::string text;
    long counter = -1;
    bool ends_round = false;
  };

  void round(long n) {
    std::string key = name_ + std::to_string(n);
    std::string value = key + std::string(static_cast<std::size_t>(plan_.value_size), 'x');
    std::string out;
    auto ask = [&](const command &c, std::string reply) {
      out += encode(c);
      expected_.push_back({std::move(reply), -1, false});
    };
    ask({"GET", key}, "$-1\r\n");
    ask({"SET", key, value}, "+OK\r\n");
    ask({"GET", key}, bulk(value));
    out += encode({"INCR", key_of("counter", n % plan_.counters)});
    expected_.push_back({"", n % plan_.counters, false});
    if (n % 4 == 0) { // Some keys stay: the table has to grow.
      ask({"GET", key}, bulk(value));
      ask({"GET", key}, bulk(value));
    } else {
      ask({"DEL", key}, ":1\r\n");
      ask({"GET", key}, "$-1\r\n");
    }
    ask({"PING"}, "+PONG\r\n");
    expected_.back().ends_round = true;
    send(out);
  }

  void received(std::string_view bytes) override {
    unread_.append(bytes);
    std::size_t at = 0;
    while (!expected_.empty() && take(at))
      ;
    if (expected_.empty() && at != unread_.size())
      throw e2e::failure("the store sent a reply that nobody had asked for");
    unread_.erase(0, at);
    fill();
  }

  /// Checks the reply at `at`; false if it is not complete.
  bool take(std::size_t &at) {
    const expectation &e = expected_.front();
    std::string_view rest = std::string_view(unread_).substr(at);
    if (e.counter >= 0) {
      std::size_t end = rest.find("\r\n");
      if (end == std::string_view::npos)
        return false;
      count(e.counter, std::string(rest.substr(0, end)));
      at += end + 2;
    } else {
      std::size_t n = std::min(rest.size(), e.text.size());
      if (rest.substr(0, n) != std::string_view(e.text).substr(0, n))
        throw e2e::failure("wrong reply: expected " + e.text.substr(0, 40) + " but got " +
                           std::string(rest.substr(0, 40)));
      if (n < e.text.size())
        return false;
      at += n;
    }
    answered_ += e.ends_round;
    expected_.pop_front();
    return true;
  }

  void count(long counter, const std::string &reply) {
    std::vector<long> &values = counts_[static_cast<std::size_t>(counter)];
    long value = reply[0] == ':' ? std::atol(reply.c_str() + 1) : 0;
    if (value <= 0 || (!values.empty() && value <= values.back()))
      throw e2e::failure("a counter did not rise: " + reply);
    values.push_back(value);
  }

  plan plan_;
  std::string name_;
  std::vector<std::vector<long>> counts_;
  std::deque<expectation> expected_;
  std::string unread_;
  long started_ = 0;
  long answered_ = 0;
};

/// Reads the counters when all is over.
class reader : public e2e::peer {
public:
  using peer::peer;
  std::string text;

private:
  void received(std::string_view bytes) override { text.append(bytes); }
};

using connections = std::vector<std::unique_ptr<connection>>;

void check_counter(e2e::swarm &swarm, const plan &p, const connections &all, long counter) {
  std::vector<long> values;
  for (auto &c : all) {
    const auto &mine = c->counts()[static_cast<std::size_t>(counter)];
    values.insert(values.end(), mine.begin(), mine.end());
  }
  std::sort(values.begin(), values.end());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] != static_cast<long>(i) + 1)
      throw e2e::failure("a counter skipped or repeated the value " + std::to_string(i + 1));
  reader last(p.port);
  swarm.add(last);
  last.send(encode({"GET", key_of("counter", counter)}));
  std::string expected = values.empty() ? "$-1\r\n" : bulk(std::to_string(values.size()));
  swarm.run_until([&] { return last.text.size() >= expected.size(); }, "a counter's last value");
  if (last.text != expected)
    throw e2e::failure("a counter ended as " + last.text + " but should be " + expected);
}

int body(int argc, char **argv) {
  e2e::options o(argc, argv,
                 {{"port", 0},
                  {"connections", 16},
                  {"rounds", 500},
                  {"pipeline", 4},
                  {"counters", 4},
                  {"size", 32},
                  {"seconds", 0},
                  {"limit", 60}});
  plan p{static_cast<int>(o["port"]), o["rounds"], o["pipeline"], o["counters"], o["size"]};
  e2e::swarm swarm{std::chrono::duration<double>(o["limit"])};
  connections all;
  for (long i = 0; i < o["connections"]; ++i) {
    all.push_back(std::make_unique<connection>(p, i));
    swarm.add(*all.back());
    all.back()->fill();
  }
  swarm.run_until(
      [&] {
        if (o["seconds"] > 0 && swarm.seconds() > static_cast<double>(o["seconds"]))
          for (auto &c : all)
            c->stop();
        return std::all_of(all.begin(), all.end(), [](auto &c) { return c->done(); });
      },
      "replies");
  double seconds = swarm.seconds();
  long commands = 0;
  for (auto &c : all)
    commands += c->commands();
  for (long counter = 0; counter < p.counters; ++counter)
    check_counter(swarm, p, all, counter);
  std::printf("{\"commands\": %ld, \"seconds\": %.4f, \"per_second\": %.0f}\n", commands, seconds,
              static_cast<double>(commands) / seconds);
  return 0;
}

} // namespace

int main(int argc, char **argv) { return e2e::run_client(body, argc, argv); }
