// An exception that owns its text, and one whose destructor is the library's.
// RUN: %race --levels=-O2 %s %t
// EXPECT: a a apart
// EXPECT: b b apart
#include <stdexcept>
#include <string>
struct error { std::string text; int code; };
struct failure : std::runtime_error { using std::runtime_error::runtime_error; int code = 0; };
struct session { int n; };
extern "C" void a(session *s) { try { if (s->n > 5) throw error{"too many", 3}; s->n++; } catch (error &e) { s->n = e.code; } }
extern "C" void b(session *s) { try { if (s->n > 5) throw failure("too many"); s->n++; } catch (std::exception &) { s->n = 0; } }
