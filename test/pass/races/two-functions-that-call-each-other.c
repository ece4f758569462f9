// Two functions that call each other.
// RUN: %race %s %t
// EXPECT: a b conflict
int g;
static void odd(int n); static void even(int n) { if (n) odd(n - 1); }
static void odd(int n) { if (n) even(n - 1); else g++; }
void a(int n) { even(n); }
void b(void) { g = 0; }
