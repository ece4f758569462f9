// A file read into a string of ones own; a pointer read from one.
// RUN: %race --levels=-O2 %s %t
// EXPECT: a d apart
// EXPECT: a a by-key
// EXPECT: c b conflict
#include <fstream>
#include <string>
int g;
struct stats { long reads; double seconds; };
struct conn { std::string root, content; };
extern "C" void a(conn *s) {
  std::string name = s->root + "/index.html";
  std::ifstream is(name.c_str(), std::ios::in | std::ios::binary);
  char buf[512];
  while (is.read(buf, sizeof(buf)).gcount() > 0)
    s->content.append(buf, is.gcount());
}
extern "C" void c(conn *s) {
  std::ifstream is(s->root.c_str(), std::ios::binary);
  int *p;
  is.read(reinterpret_cast<char *>(&p), sizeof p);
  *p = 1;
}
extern "C" void b(int i) { g = i; }
extern "C" void d(stats *t) { t->reads++; }
