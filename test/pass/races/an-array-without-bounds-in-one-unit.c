// An array without bounds in one unit.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
extern int n[];
void a(void) { n[3] = 1; }
//--- b.c
int n[5];
void b(int i) { n[i] = 2; }
