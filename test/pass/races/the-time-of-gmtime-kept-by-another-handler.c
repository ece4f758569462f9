// What gmtime returns, kept by a handler and read by another one.
// RUN: %race %s %t
// EXPECT: keep show conflict
// EXPECT: keep count apart
// EXPECT: both both conflict
#include <time.h>
struct session { struct tm *when; int n; };
void keep(struct session *s, const time_t *t) { s->when = gmtime(t); }
void show(struct session *s) { s->n += s->when->tm_hour; }
void count(struct session *s) { s->n++; }
void both(struct session *s, const time_t *t) { s->n += localtime(t)->tm_hour; }
