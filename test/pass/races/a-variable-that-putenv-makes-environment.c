// A variable that putenv makes a part of the environment.
// RUN: %race %s %t
// EXPECT: change show conflict
#include <stdlib.h>
static char home[] = "HOME=/";
struct session { int n; };
void change(struct session *s, char c) { home[5] = c; }
void show(struct session *s) { s->n += getenv("HOME")[0]; }
int main() { return putenv(home); }
