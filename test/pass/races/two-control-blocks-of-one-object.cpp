// Two control blocks of one object.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
struct obj { int n = 0; };
struct del { void operator()(obj *o) const { o->n++; } };
std::shared_ptr<obj> first, second;
obj g;
void init() { first = std::shared_ptr<obj>(&g, del()); second = std::shared_ptr<obj>(&g, del()); }
extern "C" void a() { first.reset(); }
extern "C" void b() { second.reset(); }
