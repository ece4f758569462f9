// A struct unpacked byte by byte from a message.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stddef.h>
int g;
struct conn { size_t used; char in[64]; };
struct msg { int kind; int *target; };
static void unpack(char *to, const char *from, size_t n) { while (n--) *to++ = *from++; }
void a(struct conn *c) { struct msg m; unpack((char *)&m, c->in + c->used, sizeof m); *m.target = m.kind; }
void b(void) { g = 2; }
