// Two elements of an array.
// RUN: %race %s %t
// EXPECT: a b free
// EXPECT: a c conflict
int v[8];
void a(void) { v[1]++; }
void b(void) { v[2]++; }
void c(int i) { v[i & 7] = 0; }
