// A common symbol.
// RUN: %race %s %t -fcommon
// EXPECT: a b conflict
//--- a.c
int n;
void a(void) { n = 1; }
//--- b.c
int n;
void b(void) { n = 2; }
