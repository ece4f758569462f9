// Function objects that hand on the address of the function that they hold, or of a copy, and call
// it afterwards: another unit may have exchanged it, so what dispatch read says nothing.
// RUN: split-file %s %t.d
// RUN: polychrome-clang++ -std=c++17 -O2 %t.d/one.cpp %t.d/two.cpp -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s

// CHECK: 6 handlers
// CHECK-NOT: {{^ *[0-9]+ [a-z]}}
// CHECK: 5* {{[a-z]}}
// CHECK-NOT: {{^ *[0-9]+ [a-z]}}
// CHECK: 00 may

//--- one.cpp
#include <boost/asio.hpp>

namespace asio = boost::asio;
using boost::system::error_code;

long total;
void (**where)(error_code);
void publish(void (**)(error_code));
void exchange();
void add(error_code) { ++total; }
void ignore(error_code) {}

template <typename Function> struct itself {
  Function function;
  void operator()(error_code ec) {
    publish(&function);
    exchange();
    function(ec);
  }
};
template <typename Function> struct a_copy {
  Function function;
  void operator()(error_code ec) {
    Function copy = function;
    publish(&copy);
    exchange();
    copy(ec);
  }
};
template <typename Function> struct by_a_global {
  Function function;
  void operator()(error_code ec) {
    where = &function;
    exchange();
    function(ec);
  }
};

int main() {
  asio::io_context io;
  asio::steady_timer timer(io);
  timer.async_wait(itself<void (*)(error_code)>{&ignore});
  timer.async_wait(a_copy<void (*)(error_code)>{&ignore});
  timer.async_wait(by_a_global<void (*)(error_code)>{&ignore});
  io.run();
}

//--- two.cpp
#include <boost/system/error_code.hpp>

using boost::system::error_code;

extern void (**where)(error_code);
void add(error_code);
void publish(void (**function)(error_code)) { where = function; }
void exchange() { *where = &add; }
