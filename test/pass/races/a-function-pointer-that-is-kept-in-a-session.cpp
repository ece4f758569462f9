// A member function pointer, a function pointer and a functor with one, kept in the session.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
#include <functional>
#include <memory>
long g;
struct session;
struct op { void (*f)(session *); session *s; void operator()() { f(s); } };
struct session { void (session::*m)(); void (*f)(session *); std::unique_ptr<op> o; void hit() { ++g; } };
extern "C" void set(session *s) { s->m = &session::hit; s->f = [](session *) { ++g; }; s->o.reset(new op{s->f, s}); }
extern "C" void a(session *s) { (s->*s->m)(); }
extern "C" void c(session *s) { s->f(s); }
extern "C" void d(session *s) { (*s->o)(); }
extern "C" void z() { ++g; }
