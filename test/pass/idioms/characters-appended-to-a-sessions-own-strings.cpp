// Appending a character reads the capacity, which lies in a union beside the string's own
// characters; two strings of one session, and two sessions' strings, are apart from each
// other all the same. Twin: the string is a global.
// RUN: %listing -std=c++20 | FileCheck %s
// RUN: %listing -std=c++20 -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
#include <string>

struct report {
  unsigned long customer;
  std::string page, tag;
};

#ifdef TWIN
std::string tag;
#else
#define tag r->tag
#endif

extern "C" POLYCHROME_HANDLER void appends(report *r) {
  r->page.clear();
  tag += '"';
}

extern "C" POLYCHROME_HANDLER void assigns(report *r) {
  tag = '"';
  r->page += tag;
  r->customer = tag.size();
}

// CHECK: cell appends | appends = 10
// CHECK: cell appends | assigns = 10
// CHECK: cell assigns | assigns = 10
// TWIN: cell appends | appends = 11
// TWIN: cell appends | assigns = 11
