// Printf and fputs share a stream.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdio.h>
void a(int *x) { printf("%d\n", *x); }
void b(int *x) { fputs("hello", stdout); }
