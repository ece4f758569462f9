// An address parsed from text.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdlib.h>
int g;
struct conn { char text[32]; };
void a(void) { char buf[10] = "000123"; int *p = (int *)strtoul(buf, 0, 16); *p = 1; }
void b(void) { g = 2; }
