// A shared sum of fork and join.
// RUN: %race %s %t
// EXPECT: part part conflict
struct job { const int *from; int n; };
long all;
void part(struct job *j) { for (int i = 0; i < j->n; i++) all += j->from[i]; }
