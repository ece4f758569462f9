// Two handlers write one file.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdio.h>
FILE *f;
void a(int *x) { fprintf(f, "%d\n", *x); }
void b(int *x) { fputc('a', f); }
