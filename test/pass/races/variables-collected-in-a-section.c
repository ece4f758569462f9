// Variables collected in a section.
// RUN: %race %s %t
// EXPECT: a b conflict
struct entry { int n; };
extern struct entry __start_reg[], __stop_reg[];
__attribute__((section("reg"), used)) struct entry one = {1};
__attribute__((section("reg"), used)) struct entry two = {2};
void a(void) { for (struct entry *e = __start_reg; e != __stop_reg; ++e) e->n++; }
void b(void) { two.n = 5; }
