// A function that returns its static buffer.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string.h>
static char *text(int n) { static char buf[20]; buf[0] = (char)n; return buf; }
void a(int n) { text(n)[1] = 'x'; }
char out;
void b(void) { out = text(0)[1]; }
