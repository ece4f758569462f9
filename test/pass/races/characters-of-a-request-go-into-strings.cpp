// Characters of a session's buffer go one by one into strings, its own and local ones, by way of
// functions that take and return them.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: append append by-key
// EXPECT: transform transform by-key
// EXPECT: words words by-key
// EXPECT: parse parse by-key
// EXPECT: append write by-key
// EXPECT: parse other by-key
#include <cctype>
#include <string>
#include <vector>
struct request { std::string method, uri; std::vector<std::string> names; };
struct session { long n; char data[256]; request q; std::string out; long hits; };
static char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }
bool consume(request &q, char c);
//--- handlers.cpp
extern "C" {
void append(session *s) { for (char *p = s->data; p != s->data + s->n; ++p) s->out.push_back(*p); }
void transform(session *s) { std::string t; for (char c : s->out) t += lower(c); s->out = t; }
void words(session *s) { std::string w; for (char c : s->q.uri) if (c == ' ') { s->q.names.push_back(w); w.clear(); } else w += c; }
void parse(session *s) { for (char *p = s->data; p != s->data + s->n && consume(s->q, *p); ++p); }
void write(session *s) { s->out = "x"; }
void other(session *s) { ++s->hits; }
}
//--- consume.cpp
bool consume(request &q, char c) {
  if (c == ' ') q.names.emplace_back();
  else if (q.names.empty()) q.method.push_back(c);
  else q.names.back().push_back(c);
  return c != 0;
}
