// A header in a vector of unsigned characters, by a pointer kept elsewhere.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <vector>
#include <cstddef>
struct header { int length; short kind; };
struct session { std::vector<unsigned char> v; header *h; };
extern "C" void borrow(session *s, session *t) { s->h = reinterpret_cast<header *>(t->v.data()); }
extern "C" void a(session *s) { s->h->length++; }
extern "C" void b(session *s) { reinterpret_cast<header *>(s->v.data())->length = 0; }
