// A pointer scanned from text.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdio.h>
int g;
void a(void) { char t[30] = "0x55"; int *p; sscanf(t, "%p", (void **)&p); *p = 1; }
void b(void) { g = 2; }
