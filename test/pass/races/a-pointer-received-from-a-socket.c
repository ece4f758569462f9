// A pointer received from a socket.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <unistd.h>
#include <sys/socket.h>
struct job { int n; };
struct job g;
void a(int fd) { struct job *j; recv(fd, &j, sizeof j, 0); j->n++; }
void b(void) { g.n = 1; }
