// A global variable is a union of a container and a pointer, or has one.
// RUN: %race %s %t -std=c++17
// EXPECT: alone z conflict
// EXPECT: member z conflict
// EXPECT: variant z conflict
// EXPECT: counted read conflict
#include <ext/atomicity.h>
#include <string>
#include <variant>
#include <vector>
struct room {
  long guests;
};
struct box {
  long n;
};
union either {
  std::vector<box> v;
  room *r;
  either() : r(nullptr) {}
  ~either() {}
};
struct lobby {
  long id;
  either u;
};
bool kind;
either e;
lobby l;
std::variant<std::vector<box>, room *> w;
_Atomic_word tickets;
struct session {
  int n;
  std::string s;
};
extern "C" {
void alone() {
  if (kind)
    e.v[0].n++;
  else
    e.r->guests++;
}
void member() {
  if (kind)
    l.u.v[0].n++;
  else
    l.u.r->guests++;
}
void variant() {
  if (auto *v = std::get_if<0>(&w))
    (*v)[0].n++;
  else
    std::get<1>(w)->guests++;
}
void z(room *r) { r->guests = 0; }
void counted(session *s) {
  std::string t = s->s;
  s->n = __gnu_cxx::__exchange_and_add_dispatch(&tickets, 1);
  s->s = t + "x";
}
void read(session *s) { s->n = tickets; }
}
