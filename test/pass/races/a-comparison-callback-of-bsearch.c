// A comparison callback of bsearch.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdlib.h>
int compares; int table[10];
static int cmp(const void *a, const void *b) { compares++; return *(int *)a - *(int *)b; }
void a(int *x) { *x = bsearch(x, table, 10, sizeof(int), cmp) != 0; }
void b(void) { compares = 2; }
