// Ioctl writes its argument.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sys/ioctl.h>
int g, out;
void a(int fd) { ioctl(fd, FIONREAD, &g); }
void b(void) { out = g; }
