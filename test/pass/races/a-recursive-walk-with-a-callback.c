// A recursive walk that calls what it is given, three times over: linking ends, and at once.
// RUN: %race %s %t
// EXPECT: a b conflict
struct tree { struct tree *l, *m, *r; int v; };
struct tree *root; int seen;
void walk(struct tree *t, void (*f)(struct tree *, void *), void *x) { if (!t) return; walk(t->l, f, x); f(t, x); walk(t->m, f, &x); f(t, x); walk(t->r, f, x); f(t, x); }
static void count(struct tree *t, void *x) { seen += t->v; }
void a(void) { walk(root, count, 0); }
void b(void) { seen = 0; }
