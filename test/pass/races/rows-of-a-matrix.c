// Rows of a matrix.
// RUN: %race %s %t
// EXPECT: a b free
// EXPECT: a c conflict
int m[4][8];
void a(int j) { m[1][j & 7] = 1; }
void b(int j) { m[2][j & 7] = 1; }
void c(int i) { m[i & 3][2] = 0; }
