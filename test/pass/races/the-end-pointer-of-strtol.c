// The end pointer of strtol.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdlib.h>
#include <string.h>
char line[64];
int out;
void a(void) { char *end; strtol(line, &end, 10); *end = 0; }
void b(int i) { out = line[i]; }
