// A handler lends another unit a local container of pointers; behind these lies a static object,
// whose pointers lead further.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
#include <vector>
struct box {
  long *p;
  box *up;
};
struct holder {
  std::vector<box *> b;
};
extern "C" long g;
void use(holder &h);
void walk(box *b, int n);
void use_three(box *b);
struct visitor {
  virtual void use(box *) = 0;
};
extern visitor *v;
//--- a.cpp
static box gb{&g};
extern "C" {
void a() {
  box l{nullptr, &gb};
  holder h;
  h.b.push_back(&l);
  use(h);
}
void b() {
  box l{nullptr, &gb}, k{nullptr, &l};
  std::vector<box> w(2);
  w[1].up = &k;
  walk(&w[1], 3);
}
void c() {
  box *n = new box{nullptr, &gb}, k{nullptr, n}, l{nullptr, &k};
  use_three(&l);
}
void d() {
  box *n = new box{nullptr, &gb}, k{nullptr, n}, l{nullptr, &k};
  v->use(&l);
}
}
//--- b.cpp
long g;
void use(holder &h) {
  for (box *b : h.b)
    *b->up->p = 1;
}
void walk(box *b, int n) {
  if (n)
    walk(b->up, n - 1);
  else
    *b->p = 1;
}
void use_three(box *b) { *b->up->up->up->p = 1; }
struct user : visitor {
  void use(box *b) override { *b->up->up->up->p = 1; }
};
static user u;
visitor *v = &u;
extern "C" void z() { g = 0; }
