// One handler makes a configuration in the bytes of an element of its session's list.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: reads fills conflict
// EXPECT: makes makes conflict
#include <cstring>
#include <new>
#include <string>
#include <vector>
struct config {
  int limit;
  std::string root;
};
struct slot {
  int used;
  alignas(8) char data[64];
};
struct session {
  const config *cfg;
  session *other;
  std::vector<slot> slots;
  int n;
};
extern "C" void reads(session *s) {
  if (s->n < s->cfg->limit)
    s->n += s->cfg->root.size();
}
extern "C" void fills(session *s) { std::memset(s->slots[0].data, 0, 64); }
extern "C" void makes(session *s) { s->other->cfg = new (s->slots[0].data) config{1, "x"}; }
