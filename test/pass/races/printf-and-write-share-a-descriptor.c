// Printf and write share a descriptor.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdio.h>
#include <unistd.h>
void a(int *x) { printf("%d\n", *x); fflush(stdout); }
void b(int *x) { write(1, "hello", 5); }
