//===- kv_sharded.cpp - Step 2: a handler touches a session or a shard -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The table is split into shards by the key's hash. A read handler only parses;
// it posts each command to its shard, in a closure that holds the shard's pointer
// and everything else by value. The shard's handler posts the reply back to the
// session. So a handler touches either its session or its shard, through a
// pointer in its own closure, and those of different sessions and different
// shards run at the same time.
//
// A session reads on when all commands of the last read are answered: replies go
// out in the order of the requests, and a client can't pile up work.
//
//===----------------------------------------------------------------------===//

#include "table.hpp"

#include <boost/asio.hpp>

#include <array>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;

struct shard {
  table values;
};

using shards = std::array<shard, 64>;

class session : public std::enable_shared_from_this<session> {
public:
  session(tcp::socket socket, asio::io_context &io, shards &store)
      : socket_(std::move(socket)), io_(io), store_(store), in_(16384) {}

  void start() {
    boost::system::error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    read();
  }

private:
  void read() {
    auto self(shared_from_this());
    socket_.async_read_some(asio::buffer(in_),
                            [this, self](boost::system::error_code ec, std::size_t size) {
                              if (!ec) {
                                parser_.feed({in_.data(), size});
                                answer();
                              }
                            });
  }

  void answer() {
    std::vector<resp::command> commands;
    take(commands);
    replies_.assign(commands.size(), std::string());
    missing_ = commands.size();
    for (std::size_t i = 0; i < commands.size(); ++i) {
      std::string reply;
      if (resp::answer_without_data(commands[i], reply))
        arrived(i, std::move(reply));
      else
        ask(i, std::move(commands[i]));
    }
    if (commands.empty())
      closing_ ? write() : read();
  }

  void take(std::vector<resp::command> &into) {
    resp::command command;
    resp::parser::result r;
    while ((r = parser_.next(command)) == resp::parser::result::complete)
      if (!command.empty())
        into.push_back(std::move(command));
    closing_ = r == resp::parser::result::malformed;
  }

  void ask(std::size_t place, resp::command command) {
    std::string_view key = command.size() > 1 ? command[1] : std::string_view();
    shard *owner = &store_[std::hash<std::string_view>()(key) % store_.size()];
    asio::post(io_, [owner, this, self = shared_from_this(), &io = io_, place,
                     command = std::move(command)]() mutable {
      std::string reply = owner->values.run(command);
      asio::post(io, [this, self = std::move(self), place, reply = std::move(reply)]() mutable {
        arrived(place, std::move(reply));
      });
    });
  }

  void arrived(std::size_t place, std::string reply) {
    replies_[place] = std::move(reply);
    if (--missing_ == 0)
      write();
  }

  void write() {
    out_.clear();
    for (const std::string &reply : replies_)
      out_ += reply;
    if (closing_)
      out_ += resp::error("protocol error");
    auto self(shared_from_this());
    asio::async_write(socket_, asio::buffer(out_),
                      [this, self](boost::system::error_code ec, std::size_t) {
                        if (!ec && !closing_)
                          read();
                      });
  }

  tcp::socket socket_;
  asio::io_context &io_;
  shards &store_;
  std::vector<char> in_;
  resp::parser parser_;
  std::vector<std::string> replies_;
  std::size_t missing_ = 0;
  std::string out_;
  bool closing_ = false;
};

class server {
public:
  server(asio::io_context &io, unsigned short port)
      : io_(io), acceptor_(io, tcp::endpoint(asio::ip::address_v4::loopback(), port)) {
    std::cout << "listening on 127.0.0.1:" << acceptor_.local_endpoint().port() << std::endl;
    accept();
  }

private:
  void accept() {
    acceptor_.async_accept([this](boost::system::error_code ec, tcp::socket socket) {
      if (!ec)
        std::make_shared<session>(std::move(socket), io_, store_)->start();
      accept();
    });
  }

  asio::io_context &io_;
  tcp::acceptor acceptor_;
  shards store_;
};

int main(int argc, char **argv) {
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " PORT   (0: any free port)\n";
    return 2;
  }
  try {
    asio::io_context io;
    server s(io, static_cast<unsigned short>(std::atoi(argv[1])));
    io.run();
  } catch (const std::exception &e) {
    std::cerr << argv[0] << ": " << e.what() << "\n";
    return 1;
  }
}
