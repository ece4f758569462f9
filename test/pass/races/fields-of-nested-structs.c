// Fields of nested structs.
// RUN: %race %s %t
// EXPECT: a b free
// EXPECT: a c conflict
struct in { int p, q; };
struct { struct in i, j; } g;
static void bump(int *p) { ++*p; }
void a(void) { bump(&g.i.q); }
void b(void) { bump(&g.j.q); }
void c(void) { struct in *p = &g.i; p->q = 0; }
