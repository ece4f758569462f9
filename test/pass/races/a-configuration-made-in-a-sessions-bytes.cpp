// One handler makes a configuration in its session's array of characters.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: reads fills conflict
// EXPECT: reads makes conflict
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
  alignas(8) char data[256];
  int n;
};
extern "C" void reads(session *s) {
  if (s->n < s->cfg->limit)
    s->n += s->cfg->root.size();
}
extern "C" void fills(session *s) { std::memset(s->data, 0, sizeof s->data); }
extern "C" void makes(session *s) { s->other->cfg = new (s->data) config{1, "x"}; }
