// An out parameter filled by another unit.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
void find(int **out);
void a(int i) { int *p; find(&p); *p = 1; }
//--- b.c
int g;
void find(int **out) { *out = &g; }
void b(void) { g = 2; }
