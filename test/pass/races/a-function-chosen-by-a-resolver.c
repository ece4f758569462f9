// A function chosen by a resolver.
// RUN: %race %s %t
// EXPECT: a b conflict
int g;
static void one(void) { g++; }
static void *pick(void) { return (void *)one; }
void work(void) __attribute__((ifunc("pick")));
void a(int *x) { work(); ++*x; }
void b(void) { g = 2; }
