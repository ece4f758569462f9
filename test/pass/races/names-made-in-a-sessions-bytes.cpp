// What is made in the characters has no constructor of its own, and nothing in it but strings.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: reads fills conflict
// EXPECT: makes makes conflict
#include <cstring>
#include <new>
#include <string>
struct names {
  std::string first, last;
};
struct session {
  const names *who;
  session *other;
  char *free;
  alignas(8) char data[256];
  int n;
};
extern "C" void reads(session *s) { s->n += s->who->last.size(); }
extern "C" void fills(session *s) { std::memset(s->data, 0, sizeof s->data); }
extern "C" void makes(session *s) { s->other->who = new (s->free) names{"a", "b"}; }
