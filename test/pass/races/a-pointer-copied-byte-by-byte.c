// A pointer copied byte by byte.
// RUN: %race %s %t
// EXPECT: a b conflict
int g;
void a(void) { int *p = &g, *q; unsigned char *s = (unsigned char *)&p, *d = (unsigned char *)&q; for (unsigned i = 0; i < sizeof p; i++) d[i] = s[i]; *q = 1; }
void b(void) { g = 1; }
