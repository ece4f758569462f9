// A slot per worker and its spawner.
// RUN: %race %s %t
// EXPECT: worker spawner by-key
// EXPECT: worker worker free
struct slot { int i; };
void worker(const struct slot *p) { volatile int seen = p->i; }
void spawner(struct slot *p) { for (p->i = 0; p->i < 10; p->i++) ; }
