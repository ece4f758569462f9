// Bytes from inside one element of an array, as many as are told, are other elements' too.
// RUN: %race %s %t
// EXPECT: fill bump by-key
// EXPECT: fill2 bump2 conflict
// EXPECT: fillc bump2 conflict
#include <cstring>
struct item {
  int x, y;
};
struct session {
  item *items;
  item *third;
  unsigned n;
};
extern "C" void mk(session *s, item *i) {
  s->items = i;
  s->third = i + 2;
}
extern "C" void fill(session *s) {
  item *i = s->items;
  if (i->y)
    std::memset(reinterpret_cast<char *>(i) + 4, 0, s->n);
}
extern "C" void bump(session *s) { s->third->x++; }
extern "C" void fill2(session *s) {
  item *i = s->items;
  if (i->y)
    std::memset(reinterpret_cast<char *>(i) + 4, 0, s->n);
}
extern "C" void bump2(item *i) { i->x++; }
// control: the same with a known length, and from the beginning
extern "C" void fillc(session *s) {
  item *i = s->items;
  if (i->y)
    std::memset(reinterpret_cast<char *>(i) + 4, 0, 36);
}
