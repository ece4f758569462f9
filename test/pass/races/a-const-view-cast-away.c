// A const view cast away.
// RUN: %race %s %t
// EXPECT: a b conflict
static int hidden; static const int *const view = &hidden; int out;
void a(void) { *(int *)view = 3; }
void b(void) { out = *view; }
