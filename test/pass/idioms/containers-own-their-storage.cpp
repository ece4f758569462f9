// A session's own string and vector belong to it; a shared vector does not.
// RUN: %listing | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct session { std::string name; std::vector<int> values; int count = 0; };
std::vector<int> all;
extern "C" POLYCHROME_HANDLER void a(session *s) {
  s->name += "x";
  s->count++;
#ifdef TWIN
  all.push_back(1);
#else
  s->values.push_back(1);
#endif
}

// CHECK: cell a | a = 10
// TWIN: cell a | a = 11
