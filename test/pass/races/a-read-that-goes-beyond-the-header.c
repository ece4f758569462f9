// A read that goes beyond the header.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <unistd.h>
struct hdr { int len; int kind; };
struct msg { struct hdr h; char body[100]; };
struct msg g;
void a(int fd) { struct hdr *c = &g.h; read(fd, c, c->len); }
void b(int *o) { g.body[40] = 4; }
