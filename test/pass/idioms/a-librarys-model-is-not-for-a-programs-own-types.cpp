// A model that holds `only-of` a library's namespaces says nothing of a function that was
// made from a type of the program's own, or from a lambda.
// RUN: echo 'fun:lib::fill<*=writes(0)+only-of(lib,std)' > %t.txt
// RUN: polychrome-clang++ --polychrome-models=%t.txt -O2 -std=c++20 -c %s -o %t.o
// RUN: polychrome matrix %t.o | FileCheck %s
#include <polychrome/polychrome.h>
#include <string>

inline unsigned long filled;

namespace lib {
struct zero {
  void operator()() const { ++filled; } // which its model denies
};
template <class By, class T> [[gnu::noinline]] void fill(T *to, By by) {
  by();
  *to = 0;
}
} // namespace lib

struct mine {
  void operator()() const { ++filled; }
};

extern "C" POLYCHROME_HANDLER void by_library(unsigned long *n) { lib::fill(n, lib::zero()); }

extern "C" POLYCHROME_HANDLER void by_own(unsigned long *n) { lib::fill(n, mine()); }

extern "C" POLYCHROME_HANDLER void by_lambda(unsigned long *n) {
  lib::fill(n, [] { ++filled; });
}

// CHECK: {{^ +}}0  1  2
// CHECK: 0  by_library 10
// CHECK: 1  by_own     11 11
// CHECK: 2  by_lambda  11 11 11
