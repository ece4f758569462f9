// A file that is opened for reading only may be read beside others; not if what it is opened for
// is not known, or says that it changes.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: load load by-key
// EXPECT: load look by-key
// EXPECT: load save conflict
// EXPECT: load empty conflict
// EXPECT: load some conflict
// EXPECT: load create conflict
// EXPECT: save save conflict
// EXPECT: look create conflict
// EXPECT: empty empty conflict
#include <fcntl.h>
#include <fstream>
#include <string>
struct session { std::string name, content; int mode; long n; };
extern "C" {
void load(session *s) {
  std::ifstream in(s->name.c_str(), std::ios::in | std::ios::binary);
  char b[512];
  while (in.read(b, sizeof b).gcount() > 0)
    s->content.append(b, in.gcount());
}
void look(session *s) { s->n = open(s->name.c_str(), O_RDONLY); }
void save(session *s) { std::ofstream out(s->name); out << s->content; }
void empty(session *s) { std::ifstream in(s->name, std::ios::in | std::ios::out | std::ios::trunc); s->n++; }
void some(session *s) { std::ifstream in(s->name, std::ios::openmode(s->mode)); s->n++; }
void create(session *s) { s->n = open(s->name.c_str(), O_WRONLY | O_CREAT, 0600); }
}
