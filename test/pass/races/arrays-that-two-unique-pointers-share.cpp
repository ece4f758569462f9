// What two sessions' unique_ptrs of an array lead to is one array, and neither deletes it.
// RUN: %race %s %t
// EXPECT: reset_to reset_to conflict
// EXPECT: made_of made_of conflict
// EXPECT: assigned assigned conflict
#include <memory>
template <int N> struct room {
  long guests;
};
struct session {
  std::unique_ptr<room<1>[]> a;
  std::unique_ptr<room<2>[]> b;
  std::unique_ptr<room<3>[]> c;
};
room<1> hall[2];
room<2> lobby[2];
room<3> yard[2];
void begin(session *s) {
  s->a.reset(hall);
  s->b = std::unique_ptr<room<2>[]>(lobby);
  std::unique_ptr<room<3>[]> y;
  y.reset(yard);
  s->c = std::move(y);
}
void end(session *s) {
  s->a.release();
  s->b.release();
  s->c.release();
}
extern "C" {
void reset_to(session *s) { s->a[0].guests++; }
void made_of(session *s) { s->b[0].guests++; }
void assigned(session *s) { s->c[0].guests++; }
}
int main() {
  session s, t;
  begin(&s);
  begin(&t);
  reset_to(&s);
  reset_to(&t);
  end(&s);
  end(&t);
}
