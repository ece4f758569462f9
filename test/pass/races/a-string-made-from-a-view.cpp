// A string made from a view reads the characters that the view is of.
// RUN: %race --levels=-O2 %s %t
// EXPECT: a b conflict
// EXPECT: c c apart
#include <string>
#include <string_view>
char text[16];
struct session {
  int n;
  std::string own;
};
extern "C" void a(session *s) { s->own = std::string(std::string_view(text, sizeof text)); }
extern "C" void b(int i) { text[i & 15] = 'x'; }
extern "C" void c(session *s) { s->n = int(std::string(std::string_view("constant")).size()); }
