// The same in other containers: deques, vectors in optionals and maps, elements that are pairs,
// pointers collected in a local vector.
// RUN: %race %s %t
// EXPECT: a3 a3 conflict
// EXPECT: a6 a6 conflict
// EXPECT: a9 a9 conflict
// EXPECT: b4 b4 conflict
// EXPECT: b7 b7 conflict
#include <algorithm>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>
struct box {
  long n;
  box *up;
};
struct S {
  std::list<box> l;
  std::map<int, box> m;
  std::deque<box> d;
  std::unordered_map<int, box> u;
  std::forward_list<box> f;
  std::set<box *> sb;
  std::unique_ptr<box> ub;
  std::optional<std::vector<box>> o;
  std::string str;
  char *other;
  std::vector<char> c;
  std::vector<long> vl;
  long *num;
  std::map<std::string, std::vector<box>> mv;
  std::vector<std::string> vs;
  box *cur;
  std::vector<std::pair<box, box *>> vp;
};
extern "C" {
void a3(S *s, int i) {
  box *x = &s->d[i];
  if (i == 3)
    x = s->d.front().up;
  x->n++;
}
void a6(S *s, int i) {
  box *x = &(*s->o)[i];
  if (i == 3)
    x = s->o->front().up;
  x->n++;
}
void a9(S *s, int i) {
  box *x = &s->mv["a"][i];
  if (i == 3)
    x = s->mv["b"][0].up;
  x->n++;
}
void b4(S *s, int i) {
  box *x = &s->vp[i].first;
  if (!x->n)
    x = s->vp[0].second;
  x->n++;
}
void b7(S *s, int i) {
  std::vector<box *> w;
  for (auto &b : *s->o)
    w.push_back(&b);
  w.push_back((*s->o)[1].up);
  for (auto *b : w)
    b->n++;
}
}
