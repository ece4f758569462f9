// A class derived from a stream passes its constructor a name, or text.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: load renamed by-key
// EXPECT: open renamed by-key
// EXPECT: parse retext by-key
// EXPECT: by_text retext by-key
// EXPECT: load load by-key
#include <fstream>
#include <sstream>
#include <string>
struct in : std::ifstream { explicit in(const char *p) : std::ifstream(p) {} explicit in(const std::string &p) : std::ifstream(p) {} };
struct both : std::fstream { explicit both(const char *p) : std::fstream(p) {} };
struct words : std::istringstream { explicit words(const std::string &s) : std::istringstream(s) {} };
struct session { char name[64]; std::string text; long n; };
extern "C" {
void load(session *s) { in i(s->name); s->n += i.good(); }
void open(session *s) { both i(s->name); s->n += i.good(); }
void parse(session *s) { words w(s->text); s->n += w.good(); }
void by_text(session *s) { in i(s->text); s->n += i.good(); }
void renamed(session *s) { s->name[0] = 'x'; }
void retext(session *s) { s->text[0] = 'x'; }
}
