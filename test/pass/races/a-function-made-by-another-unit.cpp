// Another unit makes a function: as a std::function, as a struct with a pointer and its context.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e e conflict
#include <functional>
#include <memory>
struct op { void (*f)(long *); long *p; };
struct task { virtual void run() = 0; virtual ~task() {} };
struct session { long n; };
std::function<void()> make();
std::function<void()> make_for(session *s);
op *make_op();
std::unique_ptr<task> make_task();
//--- a.cpp
extern "C" void a() { make()(); }
extern "C" void c() { op *o = make_op(); o->f(o->p); }
extern "C" void d() { make_task()->run(); }
extern "C" void e(session *s) { make_for(s)(); }
//--- b.cpp
static long g;
struct counts : task { long *p; void run() override { ++*p; } };
std::function<void()> make() { return [p = &g] { ++*p; }; }
std::function<void()> make_for(session *s) { return [s] { ++s->n; ++g; }; }
op *make_op() { return new op{[](long *p) { ++*p; }, &g}; }
std::unique_ptr<task> make_task() { auto t = std::make_unique<counts>(); t->p = &g; return t; }
extern "C" void z() { g = 0; }
