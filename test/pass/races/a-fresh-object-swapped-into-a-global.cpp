// A fresh object swapped into a global.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
struct obj { int n; };
std::unique_ptr<obj> x, y; int out;
extern "C" void a() { std::unique_ptr<obj> t = std::make_unique<obj>(); t.swap(x); t->n = 1; y.swap(t); }
extern "C" void b() { out = x ? x->n : 0; }
