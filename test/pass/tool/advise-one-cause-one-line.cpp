// What one change removes is one line, and its gain is that of all it removes: a print writes
// to a stream, to what that owns, and to a file; who reaches a session by a key reaches all
// its members by it. What frees nothing alone comes last, and that is said.

// RUN: polychrome-clang++ -O2 -std=c++20 %s -pthread -o %t -Wno-polychrome
// RUN: polychrome advise %t --all | FileCheck %s

// CHECK: 8 of 10 pairs of handlers never run together
// CHECK-NEXT: {{^}}    +4 (5)  output  [print, say]: print with polychrome::log()
// CHECK-NEXT: {{^}}    +3 (4)  any session  [walk]: reach session by a pointer
// CHECK-NEXT: {{^}}Nothing alone, but together with others:
// CHECK-NEXT: {{^}}    +0 (2)  global total  [say]: make
// CHECK-NOT: {{^}}    +
// CHECK-NOT: more
#include <polychrome/polychrome.h>

#include <cstdio>
#include <iostream>

struct session {
  session *next;
  long hits;
  long bytes;
};
long total;

POLYCHROME_HANDLER void print(session *s) { std::cout.put('x'); }
POLYCHROME_HANDLER void say(session *s) {
  std::puts("so");
  total = s->hits;
}
POLYCHROME_HANDLER void walk(session *s) {
  for (session *p = s->next; p; p = p->next) {
    p->hits = 1;
    p->bytes = p->hits * p->bytes;
  }
}
POLYCHROME_HANDLER void own(session *s) { s->bytes = 3; }

int main() { polychrome_run(); }
