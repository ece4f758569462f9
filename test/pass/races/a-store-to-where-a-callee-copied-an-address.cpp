// The handler stores through the place where a callee copied its local object's address.
// RUN: %race %s %t -std=c++17
// EXPECT: own_store count conflict
struct counter {
  int n;
};
struct box {
  counter *c;
};
struct session {
  box *first, *second;
};
extern counter total;
void mv(session *);
//--- h.cpp
extern "C" void own_store(session *s) {
  box b{};
  s->first = &b;
  mv(s);
  s->second->c = &total;
  ++b.c->n;
  s->first = s->second = nullptr;
}
extern "C" void count() { ++total.n; }
//--- o.cpp
counter total;
void mv(session *s) { s->second = s->first; }
