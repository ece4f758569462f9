// Objects that the function itself lets go of.
// RUN: %verify %s
// RUN: %fixits %s 2>&1 | FileCheck %s
#include <fake_asio.hpp>
#include <functional>
#include <memory>

namespace asio = boost::asio;
asio::io_context io;

struct w {
  int n = 0;
  void go() {}
};
void deletes(bool b) {
  w *p = new w;
  asio::post(io, [p] { ++p->n; }); // expected-warning {{handler holds 'p', whose object is deleted when the handler may not have run}}
  if (b)
    p->n = 2;
  delete p; // expected-note {{deleted here}}
}
void owns() {
  auto u = std::make_unique<w>(); // expected-note {{it is destroyed where its scope ends}}
  asio::post(io, [p = u.get()] { ++p->n; }); // expected-warning {{handler holds 'p', whose object ends with the local 'u': it may be gone when the handler runs}}
  // CHECK: fix-it:"{{.*}}raw-owner-locals.cpp":{[[@LINE-1]]:30-[[@LINE-1]]:30}:", u = std::move(u)"
}
void owns_shared() {
  std::shared_ptr<w> u(new w); // expected-note {{it is destroyed}}
  w *p = u.get();
  asio::post(io, [p] { ++p->n; }); // expected-warning {{ends with the local 'u'}}
  u->go();
}
void ends_in_a_block() {
  {
    auto u = std::make_unique<w>(); // expected-note {{it is destroyed}}
    asio::post(io, [p = u.get()] { ++p->n; }); // expected-warning {{ends with the local 'u'}}
  }
  w *q = new w;
  asio::post(io, [q] { ++q->n; }); // expected-warning {{handler holds 'q', whose object is deleted}}
  delete q; // expected-note {{deleted here}}
  io.run();
}
void binds() {
  w *p = new w;
  std::unique_ptr<w> u(new w); // expected-note {{it is destroyed}}
  asio::post(io, std::bind(&w::go, p)); // expected-warning {{handler holds 'p', whose object is deleted}}
  asio::post(io, std::bind(&w::go, u.get())); // expected-warning {{handler holds 'u', whose object ends with the local 'u'}}
  delete p; // expected-note {{deleted here}}
}
