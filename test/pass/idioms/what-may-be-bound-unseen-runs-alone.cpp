// Dispatch takes a row only for the very function in the closure. Functions that it may hold
// without this unit's seeing which leave the handler without a row: a virtual member function, a
// member of a base at another offset, another unit's function, one that the handler has
// exchanged itself.
// RUN: split-file %s %t.d
// RUN: polychrome-clang++ -std=c++17 -O2 %t.d/one.cpp %t.d/two.cpp -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s

// Of the functions of one type there are two that this unit sees, whoever holds which; after the
// exchange it is the first one in any case.
// CHECK: {{[0-9]}} add (2)
// CHECK: {{[0-9]}} add (3)
// CHECK: {{[0-9]}} ignore (2)
// CHECK: {{[0-9]}}* std::_Bind<void (first::*
// CHECK: {{[0-9]}}* std::_Bind<void (session::*
// CHECK: {{[0-9]}}* std::_Bind<void (first::*
// CHECK: {{[0-9]}}* std::_Bind<void (session::*
// CHECK: {{[0-9]}}* wait_handler
// CHECK: {{[0-9]}} add
// CHECK-NEXT: {{[0-9]}} ignore
// CHECK-NOT: elsewhere

//--- one.cpp
#include <boost/asio.hpp>
#include <functional>

namespace asio = boost::asio;
using boost::system::error_code;
using namespace std::placeholders;

struct first {
  long one = 0;
  virtual ~first() = default;
  virtual void on_virtual(error_code) { ++one; }
};
struct second {
  long two = 0;
  void on_second(error_code) { ++two; }
};
struct session : first, second {
  void on_virtual(error_code) override { one += 2; }
  void on_third(error_code) { one += 3; }
};

long total;
void add(error_code) { ++total; }
void ignore(error_code) {}
void elsewhere(error_code);

template <typename Function> struct exchanging {
  Function function;
  void operator()(error_code ec) {
    if (ec)
      function = &add;
    function(ec);
  }
};

int main() {
  asio::io_context io;
  asio::steady_timer timer(io);
  session s;
  timer.async_wait(std::bind(&first::on_virtual, &s, _1));
  void (session::*member)(error_code) = &second::on_second;
  timer.async_wait(std::bind(member, &s, _1));
  timer.async_wait(&elsewhere);
  timer.async_wait(exchanging<void (*)(error_code)>{&ignore});
  io.run();
}


//--- two.cpp
#include <boost/system/error_code.hpp>
void elsewhere(boost::system::error_code) {}
