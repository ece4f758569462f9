// A virtual call does what some override of this program does.
// RUN: %listing | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
int hits;
struct session { int n; };
struct base { virtual void go(session *s) const = 0; virtual ~base() = default; };
struct one : base { void go(session *s) const override { s->n++; } };
struct two : base {
  void go(session *s) const override {
#ifdef TWIN
    hits++;
#else
    s->n--;
#endif
  }
};
static const one first;
static const two second;
const base &pick(int n) { return n ? static_cast<const base &>(first) : second; }
extern "C" POLYCHROME_HANDLER void a(session *s) { pick(s->n).go(s); }

// CHECK: cell a | a = 10
// TWIN: cell a | a = 11
