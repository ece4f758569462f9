// A pointer kept by another unit.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
void keep(int *p); int *kept(void);
int g;
void a(int i) { keep(&g); *kept() = 1; }
//--- b.c
static int *slot; extern int g;
void keep(int *p) { slot = p; }
int *kept(void) { return slot; }
void b(void) { g = 2; }
