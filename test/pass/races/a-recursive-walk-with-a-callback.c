// GOT: `polychrome matrix` (and so a program's start) runs for minutes and out of memory; RIGHT: 01, at once. HIGH: an ordinary recursive walk with a callback.
// Root: as 36: BodyCloser::addCallee (pass/model/CloseBody.cpp) appends the callee's Pending once per recursive call: 3 calls => x3 each of MaxRounds rounds. Dedupe and bound Pending.
// (run: python3 /work/wt/proof/test/pass/races/race.py THIS /tmp/somedir, with build/release/bin on PATH)
// EXPECT: a b conflict
struct tree { struct tree *l, *m, *r; int v; };
struct tree *root; int seen;
void walk(struct tree *t, void (*f)(struct tree *, void *), void *x) { if (!t) return; walk(t->l, f, x); f(t, x); walk(t->m, f, &x); f(t, x); walk(t->r, f, x); f(t, x); }
static void count(struct tree *t, void *x) { seen += t->v; }
void a(void) { walk(root, count, 0); }
void b(void) { seen = 0; }
