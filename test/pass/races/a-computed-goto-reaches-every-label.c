// A computed goto reaches every label.
// RUN: %race %s %t
// EXPECT: a b conflict
int g;
void a(int i) { static void *t[] = {&&l0, &&l1}; goto *t[i & 1]; l0: return; l1: g = 1; }
void b(void) { g = 1; }
