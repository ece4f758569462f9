// A local object's address is left at one place, copied to another one, and the object filled from there.
// RUN: %race %s %t -std=c++17
// EXPECT: by_own_move count conflict
// EXPECT: by_global count conflict
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
extern box *g1, *g2;
box *make(session *);
box *makeg();
void fill(session *);
void fillg();
//--- h.cpp
extern "C" void by_own_move(session *s) {
  box *b = make(s);
  s->second = s->first;
  fill(s);
  ++b->c->n;
}
extern "C" void by_global() {
  box *b = makeg();
  g2 = g1;
  fillg();
  ++b->c->n;
}
extern "C" void count() { ++total.n; }
//--- o.cpp
counter total;
box *g1, *g2;
box *make(session *s) { return s->first = new box(); }
box *makeg() { return g1 = new box(); }
void fill(session *s) { s->second->c = &total; }
void fillg() { g2->c = &total; }
