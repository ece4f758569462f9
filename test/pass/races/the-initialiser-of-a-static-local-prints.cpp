// The initialiser of a static local prints.
// RUN: %race %s %t
// EXPECT: a a conflict
extern "C" int puts(const char *);
struct big { int v; big() : v(0) { puts("made"); } };
big &the() { static big b; return b; }
extern "C" void a() { the(); }
