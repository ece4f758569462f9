// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Who lets go of a shared_ptr last destroys an object that others have used, in no order
// that the matrix knows: the count orders them.
// RUN: polychrome-clang++ --polychrome=audit -std=c++20 -O2 %s -o %t
// RUN: %t 2>&1 | FileCheck %s
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=MATRIX
// CHECK: audit: invocations 30
// CHECK: audit: violations 0
// MATRIX: 3 handlers
#include <boost/asio.hpp>
#include <memory>
#include <string>

struct session : std::enable_shared_from_this<session> {
  std::string name = "a name that is longer than a short string";
  long a = 0, b = 0;
  ~session() { a += b; }
};

int main() {
  boost::asio::io_context io(1);
  for (int i = 0; i < 10; ++i) {
    auto s = std::make_shared<session>();
    boost::asio::post(io, [s] { s->a += static_cast<long>(s->name.size()); });
    boost::asio::post(io, [s] { s->b += 2; });
    boost::asio::post(io, [s] { s->b -= static_cast<long>(s->name.size()); });
  }
  io.run();
}
