// Two last releases are of two objects, unless a deleter of the program's own leaves
// the object to others: here each guard gives back a lease of one connection.
// RUN: polychrome-clang++ -std=c++17 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t --format=json | FileCheck %s
// RUN: polychrome-clang++ -std=c++17 -O2 -DTWIN %s -o %t -pthread
// RUN: polychrome matrix %t --format=json | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>
#include <memory>

struct conn {
  long leases = 1;
  ~conn() { --leases; }
};

void start(boost::asio::io_context &io, conn *c) {
#ifdef TWIN
  std::shared_ptr<conn> guard(c, [](conn *p) { --p->leases; });
#else
  std::shared_ptr<conn> guard(std::unique_ptr<conn>{c});
#endif
  boost::asio::post(io, [guard] {});
}

int main() {
  boost::asio::io_context io;
  start(io, new conn);
  io.run();
}

// CHECK: "cells": []
// TWIN: "bits": "01"
