// Another unit fills a vector with pointers to what a session and constants hold, and hands it over:
// growing the vector changes its own storage, not what the elements lead to. Who writes there does.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: send send by-key
// EXPECT: send count apart
// EXPECT: peek peek by-key
// EXPECT: pairs pairs by-key
// EXPECT: fill fill conflict
// EXPECT: fill look conflict
// EXPECT: far far conflict
// EXPECT: far count conflict
// EXPECT: lend lend conflict
// EXPECT: lend count conflict
// EXPECT: strings retitle conflict
#include <boost/asio/buffer.hpp>
#include <string>
#include <utility>
#include <vector>
struct header {
  std::string name, value;
};
struct box {
  long *where;
};
struct session {
  std::vector<header> headers;
  std::string content;
  long sent;
  std::vector<boost::asio::const_buffer> to_buffers() const;
  std::vector<const std::string *> names() const;
  std::vector<std::pair<const char *, long>> lines() const;
};
extern long total;
extern char shared[8];
extern std::string title;
std::vector<char *> places();
std::vector<box *> boxes();
void add(std::vector<long *> &into);
std::vector<std::string> texts();
//--- a.cpp
extern "C" {
void send(session *s) {
  for (const auto &b : s->to_buffers())
    s->sent += long(b.size());
}
void peek(session *s) {
  for (const std::string *n : s->names())
    s->sent += long(n->size());
}
void pairs(session *s) {
  for (const auto &l : s->lines())
    s->sent += *l.first + l.second;
}
void fill(session *) {
  for (char *p : places())
    *p = 1;
}
void look(session *s) { s->sent = shared[1]; }
void far(session *) {
  for (box *b : boxes())
    ++*b->where;
}
void lend(session *) {
  std::vector<long *> v;
  add(v);
  for (long *p : v)
    ++*p;
}
void strings(session *s) {
  for (const std::string &t : texts())
    s->sent += long(t.size());
}
void count(session *) { ++total; }
void retitle(session *) { title = "x"; }
}
//--- b.cpp
long total;
char shared[8];
std::string title;
static const std::string ok = "HTTP/1.0 200 OK\r\n";
static const char separator[] = {':', ' '};
static box global_box{&total};
std::vector<boost::asio::const_buffer> session::to_buffers() const {
  std::vector<boost::asio::const_buffer> v;
  v.push_back(boost::asio::buffer(ok));
  for (const header &h : headers) {
    v.push_back(boost::asio::buffer(h.name));
    v.push_back(boost::asio::buffer(separator));
    v.push_back(boost::asio::buffer(h.value));
  }
  v.push_back(boost::asio::buffer(content));
  return v;
}
std::vector<const std::string *> session::names() const {
  std::vector<const std::string *> v;
  for (const header &h : headers)
    v.push_back(&h.name);
  v.push_back(&content);
  return v;
}
std::vector<std::pair<const char *, long>> session::lines() const {
  std::vector<std::pair<const char *, long>> v;
  for (const header &h : headers)
    v.emplace_back(h.name.data(), long(h.name.size()));
  return v;
}
std::vector<char *> places() {
  std::vector<char *> v;
  for (char &c : shared)
    v.push_back(&c);
  return v;
}
std::vector<box *> boxes() { return {&global_box, &global_box}; }
void add(std::vector<long *> &into) {
  for (int i = 0; i != 3; ++i)
    into.push_back(&total);
}
std::vector<std::string> texts() { return {title, title}; }
