// Text is made in the current locale by more functions than strtod and snprintf: printf's
// family, std::to_string of a double, strerror, strcasecmp; and a stream takes the global locale
// when it is made.
// RUN: %race %s %t
// EXPECT: print change conflict
// EXPECT: report change conflict
// EXPECT: number change conflict
// EXPECT: text change conflict
// EXPECT: streams change conflict
// EXPECT: streams replace conflict
// EXPECT: parse replace conflict
#include <clocale>
#include <cstdio>
#include <cstring>
#include <locale>
#include <sstream>
#include <string>
struct session {
  double d;
  std::string s;
  const char *t;
};
extern "C" {
void print(session *s) { std::printf("%f", s->d); }
void report(session *s) { std::fprintf(stderr, "%f", s->d); }
void number(session *s) { s->s = std::to_string(s->d); }
void text(session *s) { s->t = std::strerror(3); }
void streams(session *s) {
  std::ostringstream a, b;
  a << s->d;
  b << s->d;
  s->s = a.str() + b.str();
}
void parse(session *s) {
  std::istringstream a(s->s);
  a >> s->d;
}
void change() { std::setlocale(LC_ALL, "de_DE"); }
void replace() { std::locale::global(std::locale("de_DE")); }
}
