// The text of an exception is nobody else's, and printing reads it: sessions that catch one and
// print it run together. In the twins, the text is a variable that another handler changes, or is
// read from an exception that another handler assigns.
// RUN: %race --levels=-O0,-O2 %s %t
// EXPECT: a a apart
// EXPECT: c c apart
// EXPECT: b d conflict
// EXPECT: e d conflict
// EXPECT: f d conflict
#include <cstdio>
#include <stdexcept>
struct session { int n; char text[64]; };
char last[64], out;
std::runtime_error stored("none");
const char *kept;
struct own : std::logic_error { using std::logic_error::logic_error; const char *text() const { return last; } };
extern "C" void a(session *s) { try { if (s->n > 5) throw std::runtime_error("too many"); s->n++; } catch (std::exception &e) { std::snprintf(s->text, sizeof s->text, "%s", e.what()); } }
extern "C" void c(session *s) { try { if (s->n > 5) throw std::length_error("too many"); s->n++; } catch (std::logic_error &e) { s->text[0] = e.what()[0]; } }
extern "C" void b(session *s) { try { if (s->n > 5) throw own("too many"); s->n++; } catch (own &e) { std::snprintf(s->text, sizeof s->text, "%s", e.text()); } }
extern "C" void d(int n) { last[n & 63] = 'x'; stored = std::runtime_error("another"); kept = stored.what(); }
extern "C" void e(session *s) { std::snprintf(s->text, sizeof s->text, "%s", stored.what()); }
extern "C" void f(session *s) { s->text[0] = kept[0]; }
