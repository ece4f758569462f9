// Between two units a third one adds links of its own in front of what it is passed.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
struct box {
  long *p;
  box *up;
};
extern "C" long g;
extern box gb;
void middle(box *b);
void use_three(box *b);
//--- a.cpp
extern "C" {
void a() {
  box l{&g};
  middle(&l);
}
void b() { middle(&gb); }
void c() {
  box *n = new box{&g};
  middle(n);
}
void d() {
  static box s{&g};
  middle(&s);
}
}
//--- m.cpp
void middle(box *b) {
  box l{nullptr, b}, k{nullptr, &l}, j{nullptr, &k};
  use_three(&j);
}
//--- b.cpp
long g;
box gb{&g};
void use_three(box *b) { *b->up->up->up->p = 1; }
extern "C" void z() { g = 0; }
