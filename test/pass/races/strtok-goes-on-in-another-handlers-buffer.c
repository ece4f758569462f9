// Strtok goes on in another handlers buffer.
// RUN: %race %s %t
// EXPECT: b c conflict
#include <string.h>
char line[64];
int out;
void a(int *x) { *x = strtok(line, ",") != 0; }
void b(int *x) { char *t = strtok(0, ","); if (t) *t = 'x'; }
void c(int i) { if (line[i] == '1') out++; }
