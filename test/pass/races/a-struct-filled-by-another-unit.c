// A struct filled by another unit.
// RUN: %race %s %t
// EXPECT: a b conflict
struct req { int n; int *where[3]; };
//--- a.c
void fill(struct req *r);
void a(int i) { struct req r; fill(&r); *r.where[i] = 1; }
//--- b.c
int g, h;
void fill(struct req *r) { r->where[0] = &h; r->where[2] = &g; }
void b(void) { g = 2; }
