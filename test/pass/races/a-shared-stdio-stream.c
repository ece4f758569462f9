// A shared stdio stream.
// RUN: %race %s %t
// EXPECT: worker worker conflict
#include <stdio.h>
void worker(void *arg) { printf("hello\n"); }
