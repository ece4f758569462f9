// What printf prints is read.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdio.h>
char name[64];
void a(int *x) { printf("%s\n", name); }
void b(int i) { name[i] = 'x'; }
