// Handlers that hold a share, or whose object is not shared.
// RUN: %verify %s
// expected-no-diagnostics
#include <fake_asio.hpp>
#include <algorithm>
#include <functional>
#include <memory>

namespace asio = boost::asio;
asio::io_context io;

struct session : std::enable_shared_from_this<session> {
  asio::steady_timer timer_;
  int n_ = 0;
  void start(int *v) {
    auto self(shared_from_this());
    timer_.async_wait([this, self](boost::system::error_code) { ++n_; });
    timer_.async_wait([this, me = shared_from_this()](boost::system::error_code) { ++n_; });
    timer_.async_wait([this, weak = weak_from_this()](boost::system::error_code) {
      if (auto alive = weak.lock())
        ++n_;
    });
    asio::post(io, [self] { ++self->n_; });
    timer_.async_wait(std::bind(&session::fired, shared_from_this()));
    timer_.async_wait(std::bind(&session::fired, self));
    timer_.async_wait(asio::bind_executor(io, std::bind(&session::fired, self)));
    std::for_each(v, v + 1, [this](int x) { n_ += x; }); // at once
  }
  void fired() {}
};

struct server {
  asio::steady_timer timer_;
  int n_ = 0;
  void start() {
    timer_.async_wait([this](boost::system::error_code) { ++n_; });
  }
};
