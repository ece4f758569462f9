// What a handler refers to is there when it runs.
// RUN: %verify %s
// expected-no-diagnostics
#include <fake_asio.hpp>
#include <algorithm>
#include <functional>
#include <future>
#include <polychrome/polychrome.hpp>
#include <vector>

namespace asio = boost::asio;
asio::io_context io;
asio::steady_timer timer;
int global;
void each_of_them(int *) {}

int main() {
  int n = 0;
  asio::post(io, [&n] { ++n; });
  asio::post(io, [&] {
    // Main's, too.
    asio::post(io, [&] { ++n; });
  });
  POLYCHROME_POST(each_of_them, &n);
  io.run();
}

void copies(int n, std::vector<int> v) {
  asio::post(io, [n, v] { (void)n; });
  asio::post(io, [=] { (void)n; });
  asio::post(io, [v = std::move(v)] { (void)v; });
  timer.async_wait(std::bind(each_of_them, &global));
}

struct session {
  int count = 0;
  void start(asio::socket &socket, int *p) {
    asio::post(io, [this, &socket] { socket.close(); ++count; });
    asio::post(io, [&] { socket.close(); });
    int found = 0;
    std::for_each(p, p + 3, [&found](int x) { found += x; }); // at once
  }
};

int waits() {
  int n = 0;
  std::promise<void> done;
  asio::post(io, [&] {
    ++n;
    done.set_value();
  });
  done.get_future().wait();
  return n;
}
