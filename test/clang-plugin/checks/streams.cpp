// Handlers that print; where the statement ends a line, polychrome::log() is offered.
// RUN: %verify %s
// RUN: %fixits %s 2>&1 | FileCheck %s
#include <fake_asio.hpp>
#include <iomanip>
#include <iostream>

namespace asio = boost::asio;
asio::io_context io;

void started(int n) {
  std::cout << "not in a handler\n";
  asio::post(io, [n] {
    std::cout << "n = " << n << std::endl; // expected-warning {{handler prints to std::cout, and so conflicts with every other that does; polychrome::log() commutes by line [-Wpolychrome-streams]}} expected-note {{it is in <polychrome/log.hpp>}}
    // CHECK: fix-it:"{{.*}}streams.cpp":{[[@LINE-1]]:5-[[@LINE-1]]:14}:"polychrome::log()"
    // CHECK: fix-it:"{{.*}}streams.cpp":{[[@LINE-2]]:29-[[@LINE-2]]:42}:""
    std::cerr << std::hex << n << '\n'; // expected-warning {{handler prints to std::cerr}}
    // CHECK: fix-it:"{{.*}}streams.cpp":{[[@LINE-1]]:5-[[@LINE-1]]:14}:"polychrome::log(polychrome::to_stderr)"
    // CHECK: fix-it:"{{.*}}streams.cpp":{[[@LINE-2]]:31-[[@LINE-2]]:39}:""
    std::clog << n << " done\n"; // expected-warning {{handler prints to std::clog}}
    // CHECK: fix-it:"{{.*}}streams.cpp":{[[@LINE-1]]:5-[[@LINE-1]]:14}:"polychrome::log(polychrome::to_stderr)"
    // CHECK: fix-it:"{{.*}}streams.cpp":{[[@LINE-2]]:29-[[@LINE-2]]:31}:""
    std::cout << "half a line"; // expected-warning {{handler prints}}
    std::cout << "two\nlines\n"; // expected-warning {{handler prints}}
    std::cout.flush(); // expected-warning {{handler prints}}
    // CHECK-NOT: fix-it:
    std::ostream &out = std::cout; // expected-warning {{handler prints}}
    out << n;
  });
}
