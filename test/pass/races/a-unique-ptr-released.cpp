// A unique ptr released.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <memory>
struct obj { int n; };
std::unique_ptr<obj> x; int out; obj *kept;
extern "C" void a() { obj *o = x.release(); kept = o; }
extern "C" void b() { if (kept) out = kept->n; }
