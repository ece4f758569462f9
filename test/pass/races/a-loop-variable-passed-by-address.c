// A loop variable passed by address.
// RUN: %race %s %t
// EXPECT: worker worker by-key
// EXPECT: worker spawner conflict
#include <stdio.h>
int i; int sum;
void worker(int *p) { sum += *p; }
void spawner(void *unused) { for (i = 0; i < 10; i++) ; }
