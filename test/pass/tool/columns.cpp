// A lambda is found at the column of its "[". Debug information has no column of a function: null,
// as for lambdas of which it cannot be told which is which.

// RUN: polychrome-clang++ -O2 -std=c++17 -c %s -o %t.o -Wno-polychrome
// RUN: polychrome matrix --format=json %t.o | %python %S/Inputs/columns.py | FileCheck %s
// RUN: polychrome-clang++ -O2 -std=c++17 -c %s -o %t.o -Wno-polychrome -Rpass=polychrome 2>&1 | FileCheck %s --check-prefix=REMARK

// CHECK-DAG: {{^}}captures::lambda#1: 9{{$}}
// CHECK-DAG: {{^}}captures_nothing::lambda#1: 9{{$}}
// CHECK-DAG: {{^}}is_a_variable::lambda#1: 15{{$}}
// CHECK-DAG: {{^}}in_another::lambda#1: 18{{$}}
// CHECK-DAG: {{^}}in_another::lambda#1::lambda#1: 20{{$}}
// CHECK-DAG: {{^}}in_one_line::lambda#1: null{{$}}
// CHECK-DAG: {{^}}in_one_line::lambda#2: null{{$}}
// CHECK-DAG: {{^}}function: null{{$}}
#include <boost/asio.hpp>
#include <polychrome/polychrome.h>

namespace asio = boost::asio;

int hits;

void captures(asio::io_context &io, int *n) {
  asio::post(io,
        // REMARK: columns.cpp:[[#@LINE+1]]:9: remark: handler 'captures::lambda#1' may run beside others
        [n] { ++*n; });
}

void captures_nothing(asio::io_context &io) {
  asio::post(io,
        [] { ++hits; });
}

void is_a_variable(asio::io_context &io, int *n) {
  auto last = [n] { --*n; };
  asio::post(io, last);
}

void in_another(asio::io_context &io, int *n) {
  asio::post(io, [n, &io] {
    asio::post(io, [n] { ++*n; });
  });
}

void in_one_line(asio::io_context &io, int *n) {
  // clang-format off
  asio::post(io, [n] { ++*n; }); asio::post(io, [n] { --*n; });
  // clang-format on
}

POLYCHROME_HANDLER void function(int *n) { ++*n; }
