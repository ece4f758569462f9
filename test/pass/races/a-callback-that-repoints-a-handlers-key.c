// A callback replaces the pointer that a handler was given; and one that leaves it alone.
// RUN: %race %s %t
// EXPECT: a a conflict
// EXPECT: own own apart
struct session { struct session *next; int n; };
//--- a.c
void apply(void (*f)(struct session **), struct session **s);
static void advance(struct session **s) { *s = (*s)->next; }
static void count(struct session **s) { ++(*s)->n; }
void a(struct session *s) { apply(advance, &s); ++s->n; }
void own(struct session *s) { apply(count, &s); ++s->n; }
//--- b.c
void apply(void (*f)(struct session **), struct session **s) { f(s); }
