//===- kv.cpp - Step 1: one map for all -------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The store as one writes it first: a session reads commands, runs them on the
// one global table and sends the replies. Correct, serial, and its matrix says
// why it stays serial: every read handler may write `store`.
//
//===----------------------------------------------------------------------===//

#include "table.hpp"

#include <boost/asio.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;

static table store;

class session : public std::enable_shared_from_this<session> {
public:
  explicit session(tcp::socket socket) : socket_(std::move(socket)), in_(16384) {}

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
    out_.clear();
    resp::command command;
    resp::parser::result r;
    while ((r = parser_.next(command)) == resp::parser::result::complete)
      if (!command.empty())
        out_ += reply_to(command);
    if (r == resp::parser::result::malformed) {
      out_ += resp::error("protocol error");
      closing_ = true;
    }
    if (out_.empty())
      read();
    else
      write();
  }

  static std::string reply_to(const resp::command &command) {
    std::string reply;
    if (!resp::answer_without_data(command, reply))
      reply = store.run(command);
    return reply;
  }

  void write() {
    auto self(shared_from_this());
    asio::async_write(socket_, asio::buffer(out_),
                      [this, self](boost::system::error_code ec, std::size_t) {
                        if (!ec && !closing_)
                          read();
                      });
  }

  tcp::socket socket_;
  std::vector<char> in_;
  resp::parser parser_;
  std::string out_;
  bool closing_ = false;
};

class server {
public:
  server(asio::io_context &io, unsigned short port)
      : acceptor_(io, tcp::endpoint(asio::ip::address_v4::loopback(), port)) {
    std::cout << "listening on 127.0.0.1:" << acceptor_.local_endpoint().port() << std::endl;
    accept();
  }

private:
  void accept() {
    acceptor_.async_accept([this](boost::system::error_code ec, tcp::socket socket) {
      if (!ec)
        std::make_shared<session>(std::move(socket))->start();
      accept();
    });
  }

  tcp::acceptor acceptor_;
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
