// A callback puts the next one in place.
// RUN: %race %s %t
// EXPECT: a b conflict
struct ops { void (*next)(struct ops *); int *p; };
//--- a.c
void step(struct ops *o);
int g;
static void last(struct ops *o) { g = 1; }
static void nothing(struct ops *o) {}
static void first(struct ops *o) { o->next = last; }
void a(int i) { struct ops o = {first, 0}; step(&o); o.next(&o); }
void c(int i) { struct ops o = {nothing, 0}; step(&o); o.next(&o); }
void b(void) { g = 2; }
//--- b.c
void step(struct ops *o) { o->next(o); }
