// The destructor of what is thrown, which whoever catches it runs.
// RUN: %race %s %t
// EXPECT: a b conflict
void work(int);
extern int live;
struct session { int n; };
//--- a.cpp
int live;
extern "C" void a(session *s) { try { work(s->n); } catch (...) { s->n = 0; } }
extern "C" void b() { live = 3; }
//--- b.cpp
struct error { error() {} ~error() { live--; } };
void work(int n) { if (n > 5) throw error(); }
