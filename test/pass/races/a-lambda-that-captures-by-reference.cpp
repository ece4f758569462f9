// A lambda that captures by reference.
// RUN: %race %s %t
// EXPECT: a b conflict
int g;
template <class F> void call(F f) { f(); }
extern "C" void a() { int *p = &g; call([&] { *p = 1; }); }
extern "C" void b() { g = 1; }
