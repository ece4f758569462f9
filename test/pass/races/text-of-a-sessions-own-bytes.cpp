// A parser puts characters of the session's bytes, one by one, into its strings, and digits into
// its numbers.
// RUN: %race --levels=-O2 %s %t -std=c++11
// EXPECT: parse parse by-key
#include <string>
#include <vector>
struct header {
  std::string name, value;
};
struct session {
  char data[256];
  int n, major, state;
  std::string method;
  std::vector<header> headers;
};
extern "C" void parse(session *s) {
  for (const char *p = s->data; p != s->data + s->n; ++p)
    switch (s->state) {
    case 0:
      if (*p == ' ')
        s->state = 1;
      else
        s->method.push_back(*p);
      break;
    case 1:
      if (*p == '\n') {
        s->headers.push_back(header());
        s->state = 2;
      } else {
        s->major = s->major * 10 + *p - '0';
      }
      break;
    default:
      s->headers.back().name.push_back(*p);
    }
}
