// A stream whose file is memory of the program's.
// RUN: %race %s %t
// EXPECT: add show conflict
#include <stdio.h>
static char log_text[1000];
static FILE *out;
struct session { int n; };
void add(struct session *s) { fputs("x", out); fflush(out); }
void show(struct session *s) { s->n += log_text[0]; }
int main() { out = fmemopen(log_text, sizeof log_text, "w"); return 0; }
