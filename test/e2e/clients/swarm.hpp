//===- swarm.hpp - Many connections to one server, in one thread -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The clients of the end-to-end tests are plain epoll, independent of the Asio
// that they test. A peer is one connection; a swarm serves all of them until a
// condition holds or its time is up. Whatever is wrong is a `failure`, whose text
// says what was expected. Only loopback, and always bounded in time.
//
//===----------------------------------------------------------------------===//

#ifndef TEST_E2E_CLIENTS_SWARM_HPP
#define TEST_E2E_CLIENTS_SWARM_HPP

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace e2e {

struct failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class peer {
public:
  /// Connects to 127.0.0.1:port.
  explicit peer(int port);
  virtual ~peer();
  peer(const peer &) = delete;
  peer &operator=(const peer &) = delete;

  void send(std::string_view bytes);

protected:
  virtual void received(std::string_view bytes) = 0;

private:
  friend class swarm;
  void flush();
  void read();

  int fd_ = -1;
  std::string unsent_;
};

class swarm {
public:
  using clock = std::chrono::steady_clock;

  explicit swarm(std::chrono::duration<double> limit);
  ~swarm();
  swarm(const swarm &) = delete;
  swarm &operator=(const swarm &) = delete;

  void add(peer &p);
  void remove(peer &p);
  /// Serves all peers until done() holds; a failure naming `what` if the limit
  /// passes first.
  void run_until(const std::function<bool()> &done, const char *what);
  double seconds() const;

private:
  int epoll_ = -1;
  clock::time_point begin_ = clock::now();
  clock::time_point end_;
};

/// Command line options of the form --name=value; unknown ones are an error.
class options {
public:
  options(int argc, char **argv, std::map<std::string, long> defaults);
  long operator[](const std::string &name) const { return values_.at(name); }

private:
  std::map<std::string, long> values_;
};

/// Runs a client's body; prints a failure and returns the exit code.
int run_client(int (*body)(int, char **), int argc, char **argv);

/// A small generator of its own: the same numbers on every machine.
class numbers {
public:
  explicit numbers(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

private:
  std::uint64_t state_;
};

} // namespace e2e

#endif // TEST_E2E_CLIENTS_SWARM_HPP
