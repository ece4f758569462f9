// A vector owns its elements, not what pointers among them point to.
// RUN: %listing | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
#include <vector>

struct other { long n; };
struct session { std::vector<other> own; std::vector<other *> peers; };
extern "C" POLYCHROME_HANDLER void a(session *s) {
#ifdef TWIN
  s->peers[0]->n++;
#else
  s->own[0].n++;
#endif
}

// CHECK: cell a | a = 10
// TWIN: cell a | a = {{[01]}}1
