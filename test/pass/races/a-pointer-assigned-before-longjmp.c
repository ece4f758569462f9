// A pointer assigned before longjmp.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <setjmp.h>
int g; static jmp_buf where;
void a(void) { int *volatile p = 0; if (setjmp(where) == 0) { p = &g; longjmp(where, 1); } else *p = 1; }
void b(void) { g = 1; }
