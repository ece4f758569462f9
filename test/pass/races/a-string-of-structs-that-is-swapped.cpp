// Short strings of structs have them in themselves, and are swapped as bytes.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
struct unit {
  int n;
  bool operator==(const unit &o) const { return n == o.n; }
  bool operator<(const unit &o) const { return n < o.n; }
};
std::basic_string<unit> s, t;
extern "C" void a() { s.swap(t); }
extern "C" void b(unit *u) { u->n++; }
int main() {
  s.push_back(unit{1});
  a();
  b(&s[0]);
}
