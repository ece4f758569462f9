// A std::function that another unit calls points a box elsewhere.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a a conflict
#include <functional>
struct box { int *p; };
void apply(const std::function<void(box &)> &f, box &x);
//--- a.cpp
int g;
extern "C" void a(int *own) { box x = {own}; apply([](box &y) { y.p = &g; }, x); *x.p = 1; }
extern "C" void b() { g = 2; }
//--- b.cpp
void apply(const std::function<void(box &)> &f, box &x) { f(x); }
