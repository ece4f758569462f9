// A file by descriptor and by path.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdio.h>
#include <unistd.h>
void a(int f) { write(f, "hello", 5); }
void b(void) { rename("x.tmp", "x"); }
