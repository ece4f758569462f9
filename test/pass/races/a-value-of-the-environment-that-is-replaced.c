// A value of the environment, kept by a handler, that another one replaces.
// RUN: %race %s %t
// EXPECT: keep replace conflict
// EXPECT: show replace conflict
#include <stdlib.h>
struct session { const char *home; int n; };
void keep(struct session *s) { s->home = getenv("HOME"); }
void show(struct session *s) { s->n += s->home[0]; }
void replace(struct session *s) { setenv("HOME", "/", 1); }
