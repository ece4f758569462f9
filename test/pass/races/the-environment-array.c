// The environment array.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdlib.h>
extern char **environ;
int out;
void a(char *e) { environ[0] = e; }
void b(void) { out = environ[0][0]; }
