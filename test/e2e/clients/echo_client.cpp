//===- echo_client.cpp - Every byte comes back ------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Many connections send messages of random sizes, some larger than any buffer of
// the server's, and compare every byte that returns. Each connection's bytes are
// its own, so an answer that went to the wrong one is noticed too.
//
//===----------------------------------------------------------------------===//

#include "swarm.hpp"

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace {

/// Messages are slices of this.
std::string random_bytes(std::uint64_t seed) {
  e2e::numbers random(seed);
  std::string bytes;
  while (bytes.size() < 1 << 20) {
    std::uint64_t n = random.next();
    bytes.append(reinterpret_cast<const char *>(&n), sizeof n);
  }
  return bytes;
}

struct plan {
  int port;
  std::uint64_t seed;
  std::size_t messages; ///< for each connection
  std::size_t largest;
  std::size_t window; ///< messages on the way at once
};

class connection : public e2e::peer {
public:
  connection(const plan &p, const std::string &source, std::uint64_t number)
      : peer(p.port), plan_(p), source_(source), random_(p.seed * 1000003 + number) {}

  void fill() {
    while (sent_ < plan_.messages && on_the_way_.size() < plan_.window) {
      std::size_t size = 1 + random_.below(plan_.largest);
      std::size_t from = random_.below(source_.size() - size);
      on_the_way_.push_back(std::string_view(source_).substr(from, size));
      ++sent_;
      send(on_the_way_.back());
    }
  }

  bool done() const { return echoed_ == plan_.messages; }
  void stop() { plan_.messages = sent_; }
  std::size_t echoed() const { return echoed_; }
  std::size_t bytes() const { return bytes_; }

private:
  void received(std::string_view bytes) override {
    bytes_ += bytes.size();
    while (!bytes.empty()) {
      if (on_the_way_.empty())
        throw e2e::failure("the server sent bytes that nobody had sent to it");
      std::string_view &expected = on_the_way_.front();
      std::size_t n = std::min(expected.size(), bytes.size());
      if (std::memcmp(expected.data(), bytes.data(), n) != 0)
        throw e2e::failure("an echoed byte differs from the one sent, in message " +
                           std::to_string(echoed_));
      expected.remove_prefix(n);
      bytes.remove_prefix(n);
      if (expected.empty()) {
        on_the_way_.pop_front();
        ++echoed_;
      }
    }
    fill();
  }

  plan plan_;
  const std::string &source_;
  e2e::numbers random_;
  std::deque<std::string_view> on_the_way_;
  std::size_t sent_ = 0;
  std::size_t echoed_ = 0;
  std::size_t bytes_ = 0;
};

int body(int argc, char **argv) {
  e2e::options o(argc, argv,
                 {{"port", 0},
                  {"connections", 16},
                  {"messages", 1000},
                  {"largest", 4096},
                  {"window", 2},
                  {"seed", 1},
                  {"seconds", 0},
                  {"limit", 60}});
  plan p{static_cast<int>(o["port"]), static_cast<std::uint64_t>(o["seed"]),
         static_cast<std::size_t>(o["messages"]), static_cast<std::size_t>(o["largest"]),
         static_cast<std::size_t>(o["window"])};
  std::string source = random_bytes(p.seed);
  e2e::swarm swarm{std::chrono::duration<double>(o["limit"])};
  std::vector<std::unique_ptr<connection>> connections;
  for (long i = 0; i < o["connections"]; ++i) {
    connections.push_back(std::make_unique<connection>(p, source, i));
    swarm.add(*connections.back());
    connections.back()->fill();
  }
  // A connection that is done is closed at once: a server that serves one client
  // at a time goes on with the next.
  std::size_t messages = 0, bytes = 0;
  swarm.run_until(
      [&] {
        bool over = o["seconds"] > 0 && swarm.seconds() > static_cast<double>(o["seconds"]);
        for (auto &c : connections) {
          if (c && over)
            c->stop();
          if (c && c->done()) {
            messages += c->echoed();
            bytes += c->bytes();
            c.reset();
          }
        }
        std::erase(connections, nullptr);
        return connections.empty();
      },
      "echoes");
  std::printf("{\"messages\": %zu, \"bytes\": %zu, \"seconds\": %.4f, \"per_second\": %.0f}\n",
              messages, bytes, swarm.seconds(), static_cast<double>(messages) / swarm.seconds());
  return 0;
}

} // namespace

int main(int argc, char **argv) { return e2e::run_client(body, argc, argv); }
