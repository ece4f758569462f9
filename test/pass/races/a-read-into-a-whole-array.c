// A read into a whole array.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <unistd.h>
struct item { int x, y; };
struct item items[10];
int out;
void a(int fd) { items[0].x = 1; read(fd, items, sizeof items); }
void b(void) { out = items[5].y; }
