// A callback points the walk's own cursor elsewhere.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a a conflict
struct tree { struct tree *l, *r; int n; };
struct cursor { int *sum; };
int g;
static void walk(struct tree *t, void (*f)(struct tree *, struct cursor *), int *sum) {
  struct cursor c = {sum};
  if (!t) return;
  walk(t->l, f, sum);
  f(t, &c);
  *c.sum += t->n;
  walk(t->r, f, sum);
}
static void aim(struct tree *t, struct cursor *c) { if (t->n > 7) c->sum = &g; }
static void count(struct tree *t, struct cursor *c) { ++*c->sum; }
void a(struct tree *t) { walk(t, aim, &t->n); }
void own(struct tree *t) { int sum = 0; walk(t, count, &sum); }
void b(void) { g = 2; }
