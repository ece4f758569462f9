// A tree walked recursively.
// RUN: %race %s %t
// EXPECT: a b conflict
struct tree { struct tree *l, *r; int v; };
struct tree *root;
static void add(struct tree *t) { if (!t) return; t->v++; add(t->l); add(t->r); }
void a(void) { add(root); }
void b(struct tree *t) { t->v = 0; }
