// Ranges of a buffer.
// RUN: %race %s %t
// EXPECT: a b free
// EXPECT: a c conflict
#include <string.h>
char buf[64];
void a(const char *s) { memcpy(buf, "12345678", 8); }
void b(int n) { memset(buf + 8, 0, 8); }
void c(int n) { memset(buf + n, 0, 8); }
