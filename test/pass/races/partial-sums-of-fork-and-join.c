// Partial sums of fork and join.
// RUN: %race --levels=-O2 %s %t
// EXPECT: part part apart
// EXPECT: total part conflict
struct job { const int *from; int n; long sum; };
struct job jobs[4]; long all;
void part(struct job *j) { j->sum = 0; for (int i = 0; i < j->n; i++) j->sum += j->from[i]; }
void fork_all(void (*start)(struct job *)) { for (int i = 0; i < 4; i++) start(&jobs[i]); }
void total(void) { for (int i = 0; i < 4; i++) all += jobs[i].sum; }
