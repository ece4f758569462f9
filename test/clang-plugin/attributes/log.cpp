// Handlers that log do not conflict over it; those that print do. Lines stay whole.
// RUN: polychrome-clang++ -O2 -pthread %s -o %t && polychrome matrix --format=json %t | %python %S/../cells.py %s
// RUN: env POLYCHROME_THREADS=4 %t > %t.out
// RUN: sort %t.out | uniq -c | FileCheck %s
// CHECK: {{^ *}}4000 a line of a few words and the number 7{{$}}
// CHECK-NOT: {{.}}
#include <polychrome/log.hpp>
#include <polychrome/polychrome.hpp>

#include <iostream>
#include <stdio.h>
#include <thread>
#include <vector>

struct connection {
  int n;
};

extern "C" {
// CELL: logs logs 00
POLYCHROME_HANDLER void logs(connection *c) {
  polychrome::log() << "a line of " << "a few words and the number " << c->n;
}
// CELL: logs_errors logs_errors 00
// CELL: logs logs_errors 00
POLYCHROME_HANDLER void logs_errors(connection *c) {
  polychrome::log(polychrome::to_stderr) << std::hex << c->n;
}
#pragma clang diagnostic ignored "-Wpolychrome-streams"
// CELL: prints prints 01
// CELL: logs prints 01
POLYCHROME_HANDLER void prints(connection *c) { std::cout << c->n << '\n'; }
// CELL: logs prints_c 01
POLYCHROME_HANDLER void prints_c(connection *c) { printf("%d\n", c->n); }
}

int main() {
  connection c{7};
  for (int i = 0; i < 2000; ++i)
    polychrome::post(logs, &c);
  std::thread other([&c] {
    for (int i = 0; i < 2000; ++i)
      logs(&c);
  });
  polychrome_run();
  other.join();
}
