// A pointer passed through an ellipsis.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdarg.h>
int g;
static void bump(int n, ...) { va_list ap; va_start(ap, n); int *p = va_arg(ap, int *); ++*p; va_end(ap); }
void a(void) { bump(1, &g); }
void b(void) { g = 2; }
