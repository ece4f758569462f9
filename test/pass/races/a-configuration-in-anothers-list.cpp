// The configuration may be an element of another session's list.
// RUN: %race --levels=-O2 %s %t
// EXPECT: reads lists conflict
#include <string>
#include <vector>
struct config {
  std::string root;
};
struct header {
  std::string name;
  config own;
};
struct session {
  const config &cfg;
  std::vector<header> headers;
  std::string path;
};
extern "C" void lists(session *s) {
  s->headers.resize(2);
  s->headers[0].own.root = "Content-Type";
}
extern "C" void reads(session *s) { s->path = s->cfg.root + "/"; }
