// What an exception of the program's own calls its text may be a variable that others change.
// RUN: %race --levels=-O0,-O2 %s %t
// EXPECT: a b conflict
#include <cstdio>
#include <stdexcept>
struct session { int n; char text[64]; };
char last[64];
struct own : std::exception { const char *what() const noexcept override { return last; } };
extern "C" void a(session *s) { try { if (s->n > 5) throw own(); s->n++; } catch (std::exception &e) { std::snprintf(s->text, sizeof s->text, "%s", e.what()); } }
extern "C" void b(int n) { last[n & 63] = 'x'; }
