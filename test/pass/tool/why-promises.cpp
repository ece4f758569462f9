// What is not in the way because the source says so is named, with the line that says it.

// RUN: polychrome-clang++ -O2 -std=c++20 -Wno-c++23-lambda-attributes -c %s -o %t.o
// RUN: polychrome why %t.o first second | FileCheck %s
// RUN: polychrome why %t.o first third | FileCheck %s --check-prefix=ONE
// RUN: polychrome why %t.o noting | FileCheck %s --check-prefix=LAMBDA
// RUN: polychrome why %t.o third third | FileCheck %s --check-prefix=NONE

// CHECK: 10  may run together unless they share a context
// CHECK: taken on trust: {{\[\[}}polychrome::independent]] session::last_seen_,
// CHECK-SAME: why-promises.cpp:[[# @LINE + 19]];
// CHECK-NEXT: {{^ +}}relied on by 0 first at
// CHECK: in any order: updates of hits, at {{.*}}why-promises.cpp:
// CHECK: 1. context session::own_

// ONE: taken on trust: {{\[\[}}polychrome::independent]] session::last_seen_
// ONE-NOT: in any order

// LAMBDA: taken on trust: {{\[\[}}polychrome::independent]] lambda, {{.*}}why-promises.cpp:

// NONE-NOT: taken on trust
// NONE-NOT: in any order
#include <polychrome/polychrome.h>

[[polychrome::commutes]] long hits;
struct session {
  session *other_;
  long own_;
  int padding_;
  [[polychrome::independent]] int last_seen_;
};

POLYCHROME_HANDLER void first(session *s) {
  s->other_->last_seen_ = 1;
  hits += 2;
  s->own_ = 1;
}
POLYCHROME_HANDLER void second(session *s) {
  s->other_->last_seen_ = 2;
  hits += 3;
  s->own_ = 2;
}
POLYCHROME_HANDLER void third(session *s) { s->own_ = 3; }

long noted;
auto note = [] [[polychrome::independent]] (long n) { noted += n; };
POLYCHROME_HANDLER void noting(session *s) { note(s->own_); }
