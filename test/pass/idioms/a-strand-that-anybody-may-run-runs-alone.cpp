// Whose queue is run by code of the program's own, over an executor that keeps what it is
// given: nothing says which handlers are queued. And the old strands are not looked into.
// RUN: polychrome-clang++ -std=c++17 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
#include <boost/asio.hpp>
#include <deque>
#include <functional>

namespace asio = boost::asio;

std::deque<std::function<void()>> kept;
long total, other;

struct keeper {
  asio::io_context *io;
  asio::execution_context &query(asio::execution::context_t) const noexcept { return *io; }
  static constexpr asio::execution::blocking_t query(asio::execution::blocking_t) noexcept {
    return asio::execution::blocking.never;
  }
  keeper require(asio::execution::blocking_t::never_t) const { return *this; }
  template <typename F> void execute(F f) const { kept.push_back(std::move(f)); }
  bool operator==(const keeper &k) const noexcept { return io == k.io; }
  bool operator!=(const keeper &k) const noexcept { return io != k.io; }
};

void drain() {
  while (!kept.empty()) {
    kept.front()();
    kept.pop_front();
  }
}

int main() {
  asio::io_context io;
  auto over = asio::make_strand(keeper{&io});
  asio::post(over, [] { ++total; });
  asio::post(io, [] { drain(); });
  asio::io_context::strand old(io);
  asio::post(old, [] { ++other; });
  io.run();
}

// CHECK: * runs whatever handlers are queued on a strand
// CHECK: * main::lambda#2
