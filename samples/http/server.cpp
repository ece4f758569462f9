//===- server.cpp - A Beast server with a costly and a cheap route -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One io_context, one thread, plain callbacks, no strand: `/page?customer=N`
// renders and hashes a report, `/ping` answers at once. The report's sections are
// objects of their own, each rendered by a handler of its own.
//
//===----------------------------------------------------------------------===//

#include "page.hpp"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

/// N of "/page?customer=N"; nothing for any other target.
static std::optional<std::uint64_t> customer_of(std::string_view target) {
  constexpr std::string_view route = "/page?customer=";
  std::uint64_t customer = 0;
  if (target.substr(0, route.size()) != route)
    return std::nullopt;
  const char *end = target.data() + target.size();
  auto [stop, error] = std::from_chars(target.data() + route.size(), end, customer);
  if (error != std::errc() || stop != end)
    return std::nullopt;
  return customer;
}

class session : public std::enable_shared_from_this<session> {
public:
  session(asio::io_context &io, tcp::socket socket) : io_(io), socket_(std::move(socket)) {}

  void start() {
    beast::error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    read();
  }

private:
  void read() {
    request_ = {};
    auto self(shared_from_this());
    http::async_read(socket_, buffer_, request_, [this, self](beast::error_code ec, std::size_t) {
      if (!ec)
        answer();
      else if (ec == http::error::end_of_stream)
        close();
    });
  }

  void write() {
    response_.prepare_payload();
    auto self(shared_from_this());
    http::async_write(socket_, response_, [this, self](beast::error_code ec, std::size_t) {
      if (ec)
        return;
      if (response_.need_eof())
        close();
      else
        read();
    });
  }

  void answer() {
    response_ = {};
    response_.version(request_.version());
    response_.keep_alive(request_.keep_alive());
    std::string_view target(request_.target().data(), request_.target().size());
    if (request_.method() != http::verb::get)
      respond(http::status::method_not_allowed, "only GET is served here\n");
    else if (target == "/ping")
      respond(http::status::ok, "pong\n");
    else if (auto customer = customer_of(target))
      report(*customer);
    else
      respond(http::status::not_found, "try /ping or /page?customer=7\n");
  }

  void respond(http::status status, std::string_view text) {
    response_.result(status);
    response_.set(http::field::content_type, "text/plain");
    response_.body().assign(text);
    write();
  }

  /// What is posted runs in order, so the sections are done when the last handler begins.
  void report(std::uint64_t customer) {
    for (int i = 0; i != sections; ++i) {
      auto part = std::make_shared<section>(section{customer, i * section_rows});
      parts_[static_cast<std::size_t>(i)] = part;
      asio::post(io_, [part] { render(*part); });
    }
    auto self(shared_from_this());
    asio::post(io_, [this, self] { send_report(); });
  }

  /// Whoever has this very report already is told so, in a few bytes.
  void send_report() {
    std::string tag = "\"";
    append_number(tag, hash(parts_));
    tag += '"';
    response_.set(http::field::etag, tag);
    if (request_[http::field::if_none_match] == tag) {
      response_.result(http::status::not_modified);
    } else {
      response_.result(http::status::ok);
      response_.set(http::field::content_type, "text/html");
      assemble(response_.body(), parts_);
    }
    write();
  }

  void close() {
    beast::error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
  }

  asio::io_context &io_;
  tcp::socket socket_;
  beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  http::response<http::string_body> response_;
  std::array<std::shared_ptr<section>, sections> parts_;
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
    acceptor_.async_accept([this](beast::error_code ec, tcp::socket socket) {
      if (!ec)
        std::make_shared<session>(io_, std::move(socket))->start();
      accept();
    });
  }

  asio::io_context &io_;
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
