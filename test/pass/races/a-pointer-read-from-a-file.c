// A pointer read from a file.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdio.h>
int g;
void a(FILE *f) { int *p; fread(&p, sizeof p, 1, f); *p = 1; }
void b(void) { g = 2; }
