// A session that a job leads to, which another unit made and the closure's session leads to.
// RUN: %race %s %t
// EXPECT: a b by-key
// EXPECT: c b by-key
// EXPECT: d b by-key
#include <list>
#include <memory>
struct session;
struct job {
  session *owner;
};
struct session {
  job *cur;
  long n;
  std::list<job> jobs;
};
job *start(session *s);
void submit(std::list<job> &l, session *s);
std::list<job> jobs_of(session *s);
//--- a.cpp
extern "C" {
void a(session *s, session *t) {
  job *x = start(s);
  s->cur->owner = t;
  x->owner->n = 1;
}
void b(session *t) { t->n++; }
void c(session *s) {
  std::list<job> l;
  submit(l, s);
  l.front().owner->n = 1;
}
void d(session *s) {
  for (job &j : jobs_of(s))
    j.owner->n++;
}
}
//--- b.cpp
job *start(session *s) {
  job *j = new job{nullptr};
  s->cur = j;
  return j;
}
void submit(std::list<job> &l, session *s) { l.push_back({s}); }
std::list<job> jobs_of(session *s) {
  std::list<job> l;
  l.push_back({s});
  return l;
}
