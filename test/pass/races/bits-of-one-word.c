// Bits of one word.
// RUN: %race %s %t
// EXPECT: a b conflict
unsigned flags;
void a(void) { flags |= 1; }
void b(void) { flags |= 2; }
