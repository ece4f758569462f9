// Bytes from inside a base class, as many as are told, are the derived class's too.
// RUN: %race %s %t
// EXPECT: a c conflict
// EXPECT: a2 c conflict
// EXPECT: a3 c conflict
// EXPECT: a4 c2 conflict
// EXPECT: a5 c3 conflict
#include <cstring>
#include <unistd.h>
struct base {
  int id;
  int first;
};
struct derived : base {
  int c;
  int d;
};
struct session {
  derived *d;
  int fd;
  unsigned long n;
};
extern "C" void mk(session *s, derived *d) { s->d = d; }
extern "C" void a(session *s) {
  derived *d = s->d;
  d->first = 1;
  char *raw = reinterpret_cast<char *>(d);
  memset(raw + 4, 0, s->n);
}
extern "C" void a2(session *s) {
  derived *d = s->d;
  d->id = 1;
  read(s->fd, reinterpret_cast<char *>(d) + 4, s->n);
}
extern "C" void a3(session *s) {
  derived *d = s->d;
  if (d->id)
    memset(reinterpret_cast<char *>(d) + sizeof(int), 0, s->n);
}
extern "C" void c(derived *d) { d->d = 5; }
struct vbase {
  virtual void f();
  int id;
  int q;
};
void vbase::f() {}
struct vder : vbase {
  int c;
  int d;
};
struct vsession {
  vder *d;
  unsigned long n;
};
extern "C" void a4(vsession *s) {
  vder *d = s->d;
  d->id = 4;
  memset(reinterpret_cast<char *>(d) + 12, 0, s->n);
}
extern "C" void c2(vder *d) { d->d = 5; }
// second base
struct other {
  int z;
};
struct mder : other, base {
  int c;
  int d;
};
struct msession {
  mder *d;
  unsigned long n;
};
extern "C" void a5(msession *s) {
  mder *d = s->d;
  d->id = 4;
  memset(reinterpret_cast<char *>(d) + 8, 0, s->n);
}
extern "C" void c3(mder *d) { d->d = 5; }
