//===- io_parallel.cpp - Leadership moves while a handler runs -------------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two connections and no other work: the second one's data arrives while the first one's
// handler runs, and its handler has to start all the same.
//
//===----------------------------------------------------------------------===//

#include "rule.hpp"

#include <array>
#include <latch>

using asio::local::stream_protocol;

int main() {
  asio::io_context io;
  std::array<stream_protocol::socket, 2> near{stream_protocol::socket(io),
                                              stream_protocol::socket(io)};
  std::array<stream_protocol::socket, 2> far{stream_protocol::socket(io),
                                             stream_protocol::socket(io)};
  std::array<std::array<char, 1>, 2> bytes;
  std::latch both(2);
  for (int i = 0; i < 2; ++i) {
    asio::local::connect_pair(near[i], far[i]);
    asio::async_read(near[i], asio::buffer(bytes[i]),
                     [&, i](boost::system::error_code ec, std::size_t n) {
                       CHECK(!ec && n == 1);
                       // The other handler's data is only on its way from here on.
                       if (i == 0 && mode_is("never"))
                         asio::write(far[1], asio::buffer("y", 1));
                       if (mode_is("never"))
                         both.arrive_and_wait();
                     });
  }
  asio::write(far[0], asio::buffer("x", 1));
  if (!mode_is("never"))
    asio::write(far[1], asio::buffer("y", 1));
  io.run();
}
