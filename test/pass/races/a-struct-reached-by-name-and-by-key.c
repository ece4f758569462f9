// A struct reached by name and by key.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
struct s { int x; int y; };
extern struct s n;
static void put(struct s *p) { p->y = 1; }
void a(void) { put(&n); }
//--- b.c
struct s { int x; int y; };
struct s n;
struct s *self(void) { return &n; }
void b(struct s *p) { p->y = 2; }
