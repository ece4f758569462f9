// An array of one element as a flexible one.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: c b free
struct buf { int n; int data[1]; };
struct fixed { int n; int data[4]; };
struct pool { struct buf b; int more[20]; struct fixed f; };
struct pool p;
static void put(struct buf *c, int i) { c->data[i] = 1; }
void a(int i) { put(&p.b, i); }
void b(void) { p.more[4] = 2; }
void c(int i) { p.f.data[i] = 3; }
