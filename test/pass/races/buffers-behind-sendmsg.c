// Buffers behind sendmsg.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <sys/socket.h>
char body[100];
void a(int fd) { struct iovec v = {body, sizeof body}; struct msghdr m = {0}; m.msg_iov = &v; m.msg_iovlen = 1; sendmsg(fd, &m, 0); }
void b(int i) { body[i] = 1; }
