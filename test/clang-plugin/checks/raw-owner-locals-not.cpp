// Who runs the loop first, hands the owner on, or deletes in a handler, keeps the object long enough.
// RUN: %verify %s
// expected-no-diagnostics
#include <fake_asio.hpp>
#include <functional>
#include <memory>

namespace asio = boost::asio;
asio::io_context io;

struct w {
  int n = 0;
};
void runs() {
  w *p = new w;
  auto u = std::make_unique<w>();
  asio::post(io, [p, q = u.get()] { p->n = q->n; });
  io.run();
  delete p;
}
void serve(asio::io_context &loop) { loop.run(); }
void has_it_run() {
  w *p = new w;
  asio::post(io, [p] { ++p->n; });
  serve(io);
  delete p;
}
std::unique_ptr<w> kept;
void hands_on() {
  auto u = std::make_unique<w>();
  asio::post(io, [p = u.get()] { ++p->n; });
  kept = std::move(u);
}
std::unique_ptr<w> returns() {
  auto u = std::make_unique<w>();
  asio::post(io, [p = u.get()] { ++p->n; });
  return u;
}
void takes_along() {
  auto u = std::make_unique<w>();
  asio::post(io, [p = u.get(), u = std::move(u)] { ++p->n; });
}
void another_handler_deletes(bool b) {
  w *p = new w;
  if (b) {
    delete p;
    return;
  }
  asio::post(io, [p] { ++p->n; });
  asio::post(io, [p] { delete p; });
}
void shares() {
  auto s = std::make_shared<w>();
  static std::shared_ptr<w> other = s;
  asio::post(io, [p = s.get()] { ++p->n; });
}
void by_value(std::unique_ptr<w> &u) {
  asio::post(io, [p = u.get()] { ++p->n; });
}
