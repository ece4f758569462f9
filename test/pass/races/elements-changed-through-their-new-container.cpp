// A handler puts a new element into its session's or a global container; the element is changed
// through the container, by another unit or right here, and used by its iterator.
// RUN: %race %s %t
// EXPECT: listed z conflict
// EXPECT: mapped z conflict
// EXPECT: known z conflict
// EXPECT: direct z conflict
// EXPECT: by_key z conflict
#include <list>
#include <map>
struct owner {
  long n;
};
struct job {
  owner *by;
};
struct session {
  long id;
  std::list<job> l;
  std::map<int, job> m;
};
extern "C" owner g;
extern std::list<job> jobs;
void fix(session *s);
void fix_all();
//--- a.cpp
std::list<job> jobs;
extern "C" {
void listed(session *s) {
  auto it = s->l.insert(s->l.end(), job{});
  fix(s);
  it->by->n++;
}
void mapped(session *s) {
  auto it = s->m.emplace(1, job{}).first;
  fix(s);
  it->second.by->n++;
}
void known() {
  auto it = jobs.insert(jobs.end(), job{});
  fix_all();
  it->by->n++;
}
void direct(session *s) {
  auto it = s->l.insert(s->l.end(), job{});
  s->l.back().by = &g;
  it->by->n++;
}
void by_key(session *s) {
  auto it = s->m.emplace(1, job{}).first;
  s->m[1].by = &g;
  it->second.by->n++;
}
}
//--- b.cpp
owner g;
void fix(session *s) {
  s->l.back().by = &g;
  s->m[1].by = &g;
}
void fix_all() { jobs.back().by = &g; }
extern "C" void z() { g.n = 0; }
