// Under -fno-strict-aliasing an object may be any other one, whatever its type.
// RUN: %listing | FileCheck %s
// RUN: polychrome-clang -O2 -fno-strict-aliasing -I %include -c %s -o %t.o
// RUN: polychrome matrix %t.o --format=json | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
struct a { long x; struct a *next; };
struct b { long y; struct b *next; };
POLYCHROME_HANDLER void first(struct a *p) { p->next->x++; }
POLYCHROME_HANDLER void second(struct b *p) { p->next->y++; }

// CHECK: cell first | second = 00
// TWIN: "a": 0,{{[[:space:]]*}}"b": 1,{{[[:space:]]*}}"bits": "{{[01]}}1"
