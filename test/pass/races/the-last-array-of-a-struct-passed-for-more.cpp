// Arrays that end a struct are passed on and go further than they say; those of classes that
// hold objects do not, and those in the middle do not.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
#include <cstring>
#include <cstdlib>
#include <string>
struct frame { long n; char body[4]; };
struct header { long n; frame f; };
struct derived : header { long more; };
derived one;
char *from;
extern "C" void a(header *h) { std::memcpy(h->f.body, from, h->n); }
extern "C" void c(header *h) { std::strcpy(h->f.body, from); }
extern "C" void d(frame *f) { std::memset(f->body, 0, f->n); }
extern "C" void z() { ++one.more; }
