// One handler makes a configuration where a pointer into some session's characters leads.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: reads fills conflict
// EXPECT: makes makes conflict
#include <cstring>
#include <new>
#include <string>
struct config {
  int limit;
  std::string root;
};
struct session {
  const config *cfg;
  session *other;
  char *free;
  alignas(8) char data[256];
  int n;
};
extern "C" void reads(session *s) {
  if (s->n < s->cfg->limit)
    s->n += s->cfg->root.size();
}
extern "C" void fills(session *s) { std::memset(s->data, 0, sizeof s->data); }
extern "C" void makes(session *s) {
  s->other->cfg = new (s->free) config{1, "x"};
  s->free += sizeof(config);
}
