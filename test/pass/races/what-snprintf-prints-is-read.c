// What snprintf prints is read.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdio.h>
char name[64];
void a(void) { char out[100]; snprintf(out, sizeof out, "%s\n", name); }
void b(int i) { name[i] = 'x'; }
