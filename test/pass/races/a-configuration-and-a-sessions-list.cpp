// What a session's list of headers owns, it shares with no configuration's string.
// RUN: %race --levels=-O2 %s %t
// EXPECT: lists lists by-key
// EXPECT: reads lists by-key
#include <string>
#include <vector>
struct header {
  std::string name, value;
};
struct config {
  std::string root;
};
struct session {
  const config &cfg;
  std::vector<header> headers;
  std::string path;
};
extern "C" void lists(session *s) {
  s->headers.resize(2);
  s->headers[0].name = "Content-Type";
}
extern "C" void reads(session *s) { s->path = s->cfg.root + "/"; }
