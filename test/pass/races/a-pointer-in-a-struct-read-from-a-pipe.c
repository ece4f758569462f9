// A pointer in a struct read from a pipe.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <unistd.h>
int g;
struct msg { int kind; int *target; };
void a(int fd) { struct msg m; read(fd, &m, sizeof m); *m.target = 1; }
void b(void) { g = 2; }
