// Text built from bytes and numbers of ones own.
// RUN: %race --levels=-O2 %s %t
// EXPECT: a a conflict
#include <string>
std::string last;
struct conn { std::string uri, length, content; };
static bool decode(const std::string &in, std::string &out) {
  for (std::size_t i = 0; i < in.size(); ++i)
    out += in[i] == '+' ? ' ' : in[i];
  return !out.empty();
}
extern "C" void c(conn *s) {
  std::string path;
  if (!decode(s->uri, path))
    return;
  s->content += path;
  s->length = std::to_string(s->content.size());
}
extern "C" void a(conn *s) { s->length = last; last = s->uri; }
