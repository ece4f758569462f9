//===- connections.cpp - Ten thousand that come and go, with faults -----------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Connections on loopback, a few at a time: each sends a line, gets it back, and goes.
// Some sessions throw from a handler, some close their socket under a write, some cancel
// what they wait for, some leave a timer behind. All answers are right, every session goes,
// every exception arrives, and memory does not grow with their number.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <array>
#include <malloc.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using asio::ip::tcp;

namespace {

constexpr int connections = 10'000;
constexpr int clients = 8;

std::atomic<int> live{0}, served{0}, thrown{0}, cancelled{0};

enum class fault { none, throws, closes, cancels, leaves_timer };

/// What a session does wrong is for the client to say, by the line's first letter.
fault fault_of(char c) {
  switch (c) {
  case 't':
    return fault::throws;
  case 'c':
    return fault::closes;
  case 'x':
    return fault::cancels;
  case 'l':
    return fault::leaves_timer;
  default:
    return fault::none;
  }
}

class session : public std::enable_shared_from_this<session> {
public:
  explicit session(tcp::socket s) : socket_(std::move(s)), timer_(socket_.get_executor()) {
    ++live;
  }
  ~session() { --live; }

  void read() {
    socket_.async_read_some(asio::buffer(data_), [self = shared_from_this()](auto ec, auto n) {
      if (!ec)
        self->answer(n);
    });
  }

private:
  void answer(std::size_t n) {
    const fault f = fault_of(data_[0]);
    work_for(std::chrono::microseconds(20));
    if (f == fault::throws)
      throw std::runtime_error("as asked");
    if (f == fault::cancels || f == fault::leaves_timer) {
      timer_.expires_after(f == fault::cancels ? std::chrono::hours(1) : std::chrono::hours(0));
      timer_.async_wait([self = shared_from_this()](auto ec) { cancelled += bool(ec); });
      if (f == fault::cancels)
        timer_.cancel();
    }
    asio::async_write(socket_, asio::buffer(data_, n),
                      [self = shared_from_this()](auto ec, auto) { served += !ec; });
    if (f == fault::closes)
      socket_.close();
  }

  tcp::socket socket_;
  asio::steady_timer timer_;
  std::array<char, 64> data_;
};

class server {
public:
  explicit server(asio::io_context &io)
      : acceptor_(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    accept();
  }
  unsigned short port() { return acceptor_.local_endpoint().port(); }

private:
  void accept() {
    acceptor_.async_accept([this](auto ec, tcp::socket s) {
      if (ec)
        return;
      std::make_shared<session>(std::move(s))->read();
      if (++accepted_ < connections)
        accept();
    });
  }

  tcp::acceptor acceptor_;
  int accepted_ = 0;
};

/// Every tenth connection asks for one of the faults.
void be_client(unsigned short port, int first, int last) {
  asio::io_context io;
  for (int i = first; i < last; ++i) {
    tcp::socket s(io);
    s.connect({asio::ip::address_v4::loopback(), port});
    const char kind = i % 10 == 0 ? "tcxl"[i / 10 % 4] : 'n';
    const std::string line = kind + std::to_string(i);
    asio::write(s, asio::buffer(line));
    std::string back(line.size(), ' ');
    boost::system::error_code ec;
    const std::size_t n = asio::read(s, asio::buffer(back), ec);
    if (kind == 't' || kind == 'c')
      CHECK(ec || back == line);
    else
      CHECK(!ec && n == line.size() && back == line);
  }
}

} // namespace

int main() {
  asio::io_context io;
  server s(io);
  const unsigned short port = s.port();
  std::atomic<std::size_t> early{0};
  std::vector<std::thread> others;
  for (int c = 0; c < clients; ++c)
    others.emplace_back([=, &early] {
      const int share = connections / clients;
      be_client(port, c * share, c * share + share / 5);
      if (c == 0)
        early = mallinfo2().uordblks;
      be_client(port, c * share + share / 5, (c + 1) * share);
    });
  for (;;) {
    try {
      io.run();
      break;
    } catch (const std::runtime_error &) {
      ++thrown;
    }
  }
  for (auto &t : others)
    t.join();
  const std::size_t late = mallinfo2().uordblks;
  CHECK(live == 0);
  CHECK(thrown == connections / 40);
  CHECK(cancelled == connections / 40);
  CHECK(served >= connections - connections / 20);
  CHECK(late < early + (std::size_t(1) << 20));
}
