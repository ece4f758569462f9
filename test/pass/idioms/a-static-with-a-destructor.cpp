// A function-local static with a destructor is registered with the library when it is first
// reached. That keeps apart who may register something, whose order the end of the program would
// show, and nobody else; no handler runs alone for it.

// RUN: polychrome-clang++ -O2 -std=c++17 %s -o %t
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome why %t greet part | FileCheck %s --check-prefix=WHY
// The twin changes one line: the third handler has such a static too.
// RUN: polychrome-clang++ -O2 -std=c++17 -DTWIN %s -o %t.twin
// RUN: polychrome matrix %t.twin | FileCheck %s --check-prefix=TWIN

//      CHECK: 0 greet {{[01]}}1
// CHECK-NEXT: 1 part {{ *}}{{[01]}}1 {{[01]}}1
// CHECK-NEXT: 2 count {{ *}}00 00 10
//        WHY: resource atexit
//       TWIN: 2 count {{ *}}01 01 {{[01]}}1

#include <polychrome/polychrome.hpp>

#include <string>

struct session {
  std::string text;
  int calls = 0;
};

const std::string &greeting() {
  static const std::string text = "a greeting that is too long for the string itself";
  return text;
}

const std::string &parting() {
  static const std::string text = "a farewell that is too long for the string itself";
  return text;
}

POLYCHROME_HANDLER void greet(session *s) { s->text += greeting(); }
POLYCHROME_HANDLER void part(session *s) { s->text += parting(); }
#ifndef TWIN
POLYCHROME_HANDLER void count(session *s) { ++s->calls; }
#else
POLYCHROME_HANDLER void count(session *s) { static std::string last; s->calls += last.empty(); }
#endif

int main() {
  session one;
  polychrome::post(greet, &one);
  polychrome::post(part, &one);
  polychrome::post(count, &one);
  polychrome_run();
}
