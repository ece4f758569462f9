// A session's array goes into its string, as far as the array; somebody else has a pointer into it,
// or to the session, or to the session's array of arrays.
// RUN: %race %s %t
// EXPECT: a c conflict
// EXPECT: a d by-key
// EXPECT: a2 c2 conflict
// EXPECT: a3 c3 conflict
#include <cstring>
#include <string>
#include <unistd.h>
struct session {
  std::string text;
  char data[64];
  char *end;
  long n;
};
char *somewhere;
extern "C" void publish(session *s) { somewhere = s->data + 8; }
extern "C" void a(session *s) { s->text.append(s->data, std::size_t(s->n)); }
extern "C" void c() { *somewhere = 'x'; }
extern "C" void d(session *s) { s->data[3] = 'y'; }
struct rows {
  char row[4][16];
  long n;
};
rows *all;
extern "C" void a2(rows *r) { std::memset(r->row, 0, std::size_t(r->n)); }
extern "C" void c2() { all->row[3][1] = 'z'; }
extern "C" void publish2(rows *r) { all = r; }
struct hack {
  long n;
  char data[1];
};
hack *made;
extern "C" void publish3(hack *h) { made = h; }
extern "C" void a3(hack *h) { read(0, h->data, std::size_t(h->n)); }
extern "C" void c3() { made->data[40] = 'z'; }
