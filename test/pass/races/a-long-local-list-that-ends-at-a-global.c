// A list of local variables, longer than paths are, whose last one points at a global.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
struct n { struct n *next; int *p; };
void last(struct n *x);
int g;
void a(void) { struct n e = {0, &g}, d = {&e, 0}, c = {&d, 0}, b_ = {&c, 0}, f = {&b_, 0}; last(&f); }
void b(void) { g = 1; }
//--- b.c
struct n { struct n *next; int *p; };
void last(struct n *x) { while (x->next) x = x->next; *x->p = 2; }
