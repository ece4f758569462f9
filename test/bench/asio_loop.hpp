//===- asio_loop.hpp - One io_context, however many threads -----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What all peers that use an io_context have: running it, ending it.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_BENCH_ASIO_LOOP_HPP
#define POLYCHROME_BENCH_ASIO_LOOP_HPP

#include <boost/asio.hpp>

#include <thread>
#include <vector>

namespace bench {

struct asio_loop {
  boost::asio::io_context io;

  void restart() { io.restart(); }
  /// run() goes on while this is kept, even with nothing to do.
  auto keep() { return boost::asio::make_work_guard(io); }

protected:
  void run_on(unsigned threads) {
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i)
      others.emplace_back([this] { io.run(); });
    io.run();
    for (std::thread &t : others)
      t.join();
  }
};

} // namespace bench

#endif // POLYCHROME_BENCH_ASIO_LOOP_HPP
