// A handler that refers to a variable of the function that started it.
// RUN: %verify %s
// RUN: %fixits %s 2>&1 | FileCheck %s
#include <fake_asio.hpp>
#include <functional>
#include <polychrome/polychrome.hpp>
#include <string>

namespace asio = boost::asio;
asio::io_context io;
asio::steady_timer timer;

void handle(int *n);
void each_of_them(int *n) { (void)n; }

void captured(int parameter) {
  int n = 0;
  std::string text;
  asio::post(io, [&n] { // expected-warning {{handler refers to the local variable 'n', which is gone when it runs}} expected-note {{capture a copy of 'n'}}
    // CHECK: fix-it:"{{.*}}local-by-reference.cpp":{[[@LINE-1]]:19-[[@LINE-1]]:20}:""
    (void)n;
  });
  asio::post(io, [&] {
    (void)parameter; // expected-warning {{handler refers to the parameter 'parameter'}} expected-note {{capture a copy}}
    // CHECK: fix-it:"{{.*}}local-by-reference.cpp":{[[@LINE-2]]:20-[[@LINE-2]]:20}:", parameter"
    text.clear();    // expected-warning {{handler refers to the local variable 'text'}}
  });
  asio::post(io, [&text, p = &n] { // expected-warning {{variable 'text'}} expected-warning {{variable 'n'}}
    (void)*p;
    (void)text;
  });
  asio::post(io, [&r = n] { (void)r; }); // expected-warning {{variable 'n'}}
}

// No copy is offered of what the handler changes: that would not compile.
void changed() {
  int n = 0;
  struct { int x; } pair = {};
  asio::post(io, [&n] { n++; });          // expected-warning {{variable 'n'}}
  asio::post(io, [&] { n += 2; });        // expected-warning {{variable 'n'}}
  asio::post(io, [&pair] { pair.x = 3; }); // expected-warning {{variable 'pair'}}
}

void in_loops() {
  for (int i = 0; i < 3; ++i)
    timer.async_wait([&i](boost::system::error_code) { (void)i; }); // expected-warning {{handler refers to the loop variable 'i'}} expected-note {{capture a copy}}
  for (int i : {1, 2})
    asio::post(io, [&i] { (void)i; }); // expected-warning {{loop variable 'i'}} expected-note {{capture a copy}}
}

void bound() {
  int n = 0;
  timer.async_wait(std::bind(&each_of_them, &n));      // expected-warning {{handler gets the address of the local variable 'n', which is gone when it runs}}
  timer.async_wait(std::bind(each_of_them, std::ref(n))); // expected-warning {{handler gets the address}}
}

void posted() {
  for (int i = 0; i < 3; ++i) {
    polychrome::post(each_of_them, &i); // expected-warning {{the address of the loop variable 'i'}}
    POLYCHROME_POST(each_of_them, &i);  // expected-warning {{the address of the loop variable 'i'}}
  }
}

void nested() {
  asio::post(io, [] {
    int mine = 0;
    asio::post(io, [&mine] { (void)mine; }); // expected-warning {{variable 'mine'}} expected-note {{capture a copy}}
  });
}
