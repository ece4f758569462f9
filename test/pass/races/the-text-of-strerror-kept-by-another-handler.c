// The text of strerror, kept by a handler and read by another one.
// RUN: %race %s %t
// EXPECT: keep keep conflict
// EXPECT: keep show conflict
#include <string.h>
struct session { const char *message; int n; };
void keep(struct session *s, int e) { s->message = strerror(e); }
void show(struct session *s) { s->n += s->message[0]; }
