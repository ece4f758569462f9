// A memset of unknown length.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string.h>
struct item { int x, y; };
struct item items[10];
int out;
void a(int n) { items[0].x = 1; memset(items, 0, n * sizeof(struct item)); }
void b(void) { out = items[3].y; }
