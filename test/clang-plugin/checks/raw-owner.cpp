// A handler of a shared object that does not hold a share.
// RUN: %verify %s
// RUN: %fixits %s 2>&1 | FileCheck %s
// RUN: %fixits -std=c++11 %s 2>&1 | FileCheck %s --check-prefix=OLD
#include <fake_asio.hpp>
#include <functional>
#include <memory>

namespace asio = boost::asio;
asio::io_context io;

struct session : std::enable_shared_from_this<session> {
  asio::steady_timer timer_;
  int n_;
  session() {
    timer_.async_wait([this](boost::system::error_code) { ++n_; }); // expected-warning {{handler holds 'this' but does not keep it alive: nobody may share the 'session' when it runs}}
    // CHECK-NOT: fix-it{{.*}}:{[[@LINE-1]]:
  }
  void start() {
    timer_.async_wait([this](boost::system::error_code) { ++n_; }); // expected-warning {{handler holds 'this'}}
    // CHECK: fix-it:"{{.*}}raw-owner.cpp":{[[@LINE-1]]:28-[[@LINE-1]]:28}:", self = shared_from_this()"
    // OLD-NOT: self = shared
    asio::post(io, [&] { ++n_; }); // expected-warning {{handler holds 'this'}}
    // CHECK: fix-it:"{{.*}}raw-owner.cpp":{[[@LINE-1]]:22-[[@LINE-1]]:22}:", self = shared_from_this()"
    timer_.async_wait(std::bind(&session::fired, this)); // expected-warning {{handler holds a 'session' but does not keep it alive}}
    // CHECK: fix-it:"{{.*}}raw-owner.cpp":{[[@LINE-1]]:50-[[@LINE-1]]:54}:"shared_from_this()"
  }
  void fired() {}
};

void other(session *s) {
  asio::post(io, [s] { s->fired(); }); // expected-warning {{handler holds 's'}}
  // CHECK: fix-it:"{{.*}}raw-owner.cpp":{[[@LINE-1]]:20-[[@LINE-1]]:20}:" = s->shared_from_this()"
}

struct derived : session {
  void later() {
    asio::post(io, [this] { fired(); }); // expected-warning {{nobody may share the 'derived'}}
  }
};

template <typename T> struct templated : std::enable_shared_from_this<templated<T>> {
  void start() {
    asio::post(io, [this] { fired(); }); // expected-warning {{handler holds 'this'}}
    // CHECK: fix-it:"{{.*}}raw-owner.cpp":{[[@LINE-1]]:25-[[@LINE-1]]:25}:", self = this->shared_from_this()"
  }
  void fired() {}
};
template struct templated<int>;
