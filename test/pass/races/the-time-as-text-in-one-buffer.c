// The time as text: ctime and asctime share a buffer, and ctime fills localtime's.
// RUN: %race %s %t
// EXPECT: text words conflict
// EXPECT: text show conflict
// EXPECT: words show apart
#include <time.h>
struct session { struct tm *when; char c; int n; };
void text(struct session *s, const time_t *t) { s->c = ctime(t)[0]; }
void words(struct session *s, const struct tm *t) { s->c = asctime(t)[0]; }
void show(struct session *s) { s->n += s->when->tm_hour; }
