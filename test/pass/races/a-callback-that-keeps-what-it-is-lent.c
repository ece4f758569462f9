// A callback stores what it is lent into its caller's object, and into a variable.
// RUN: %race %s %t
// EXPECT: a a conflict
// EXPECT: c c conflict
#include <stdlib.h>
struct box { int *p; };
struct holder { struct box *b; };
void lend(void (*f)(struct holder *, struct box *), struct holder *h);
//--- a.c
static struct box *kept;
static void keep(struct holder *h, struct box *x) { h->b = x; }
static void note(struct holder *h, struct box *x) { kept = x; }
void a(int *p) { struct box y = {p}; struct holder h = {&y}; lend(keep, &h); ++*h.b->p; }
void c(int *p) { struct box y = {p}; struct holder h = {&y}; lend(note, &h); ++*kept->p; }
//--- b.c
static int g;
void lend(void (*f)(struct holder *, struct box *), struct holder *h) { struct box *x = malloc(sizeof *x); x->p = &g; f(h, x); }
