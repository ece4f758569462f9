//===- loop.cpp - One thread, an event loop ---------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A session for every client and one thread that runs whichever can go on. There
// is no lock and no thread in this file. Compiled with polychrome-clang++ it uses
// all cores: the handlers touch their own session only, so those of different
// sessions run at the same time.
//
//===----------------------------------------------------------------------===//

#include <boost/asio.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using boost::asio::ip::tcp;

class session : public std::enable_shared_from_this<session> {
public:
  explicit session(tcp::socket socket) : socket_(std::move(socket)), in_(4096) {}

  void start() {
    boost::system::error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    read();
  }

private:
  void read() {
    auto self(shared_from_this());
    socket_.async_read_some(boost::asio::buffer(in_),
                            [this, self](boost::system::error_code ec, std::size_t size) {
                              if (!ec) {
                                count(size);
                                out_.assign(in_.data(), size);
                                write();
                              }
                            });
  }

  void write() {
    auto self(shared_from_this());
    boost::asio::async_write(socket_, boost::asio::buffer(out_),
                             [this, self](boost::system::error_code ec, std::size_t) {
                               if (!ec)
                                 read();
                             });
  }

  void count(std::size_t size) {
    received_ += size;
    largest_ = size > largest_ ? size : largest_;
  }

  tcp::socket socket_;
  std::vector<char> in_;
  std::string out_;
  std::size_t received_ = 0;
  std::size_t largest_ = 0;
};

class server {
public:
  server(boost::asio::io_context &io, unsigned short port)
      : acceptor_(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), port)) {
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
    boost::asio::io_context io;
    server s(io, static_cast<unsigned short>(std::atoi(argv[1])));
    io.run();
  } catch (const std::exception &e) {
    std::cerr << argv[0] << ": " << e.what() << "\n";
    return 1;
  }
}
