// Characters of a short string are bytes of the string itself.
// RUN: %listing | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct session { std::string name; char tag; };
extern "C" POLYCHROME_HANDLER void write(session *s) { s->name[0] = 'x'; }
extern "C" POLYCHROME_HANDLER void copy(session *s) {
#ifdef TWIN
  s->tag = reinterpret_cast<const char *>(&s->name)[16];
#else
  s->tag = 1;
#endif
}

// CHECK: cell copy | copy = 10
// TWIN: cell write | copy = 1{{[01]}}
