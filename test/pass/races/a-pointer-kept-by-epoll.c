// A pointer kept by epoll.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sys/epoll.h>
struct conn { int n; };
struct conn one;
void a(int fd) { struct epoll_event e; epoll_wait(fd, &e, 1, 0); ((struct conn *)e.data.ptr)->n++; }
void b(void) { one.n = 1; }
