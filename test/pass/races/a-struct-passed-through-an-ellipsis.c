// A struct passed through an ellipsis.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdarg.h>
int g;
struct s { int *p; int *q; int *r; };
static void bump(int n, ...) { va_list ap; va_start(ap, n); struct s s = va_arg(ap, struct s); ++*s.q; va_end(ap); }
void a(void) { struct s s = {&g, &g, &g}; bump(1, s); }
void b(void) { g = 2; }
