// A session's array of characters could hold a configuration, but nobody makes one there: who
// reads it by reference runs beside who fills or frees another session.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: reads fills free
// EXPECT: reads reads by-key
// EXPECT: reads ends by-key
#include <cstring>
#include <string>
struct config {
  int limit;
  std::string root;
};
struct session {
  const config &cfg;
  char data[256];
  int n;
};
extern "C" void reads(session *s) {
  if (s->n < s->cfg.limit)
    s->n += s->cfg.root.size();
}
extern "C" void fills(session *s) { std::memset(s->data, 0, sizeof s->data); }
extern "C" void ends(session *s) { delete s; }
