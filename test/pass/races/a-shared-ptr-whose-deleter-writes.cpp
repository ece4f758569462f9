// A shared ptr whose deleter writes.
// RUN: %race %s %t
// EXPECT: a a conflict
#include <memory>
struct obj { int n = 0; };
obj g;
extern "C" void a() { std::shared_ptr<obj> p(&g, [](obj *o) { o->n++; }); }
