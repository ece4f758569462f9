// A static local counter.
// RUN: %race %s %t
// EXPECT: a a conflict
int a_count(void) { static int n; return ++n; }
void a(int *out) { *out = a_count(); }
