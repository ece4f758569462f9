// A float read as bytes.
// RUN: %race %s %t
// EXPECT: a b conflict
float g; unsigned char out;
void a(void) { g = 1; }
void b(int i) { out = ((unsigned char *)&g)[i]; }
