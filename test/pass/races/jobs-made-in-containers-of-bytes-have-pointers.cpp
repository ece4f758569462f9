// Jobs that are made in containers' bytes have pointers.
// RUN: %race %s %t
// EXPECT: a1 a1 conflict
// EXPECT: a3 a3 conflict
// EXPECT: a5 a5 conflict
// EXPECT: b1 b1 conflict
// EXPECT: b2 b2 conflict
// EXPECT: b3 b3 conflict
// EXPECT: b5 b5 conflict
// EXPECT: b6 b6 conflict
#include <array>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>
struct room {
  long guests;
};
struct job {
  long length;
  room *in;
  job *next;
};
struct blob {
  alignas(8) unsigned char raw[64];
};
struct cblob {
  long id;
  alignas(8) char raw[64];
};
struct S {
  std::vector<std::array<unsigned char, 64>> va;
  std::map<int, std::vector<char>> mv;
  std::list<std::vector<unsigned char>> lv;
  std::unordered_map<int, std::string> us;
  std::deque<std::vector<char>> dv;
  std::vector<blob> vb;
  std::vector<cblob> vc;
  std::map<std::string, blob> mb;
  std::unique_ptr<blob> ub;
  std::vector<std::optional<std::array<char, 64>>> vo;
  std::list<std::array<char, 64>> la;
  std::deque<unsigned char> du;
  std::unique_ptr<std::array<unsigned char, 64>> ua;
  std::vector<std::unique_ptr<char[]>> vuc;
  std::unique_ptr<std::unique_ptr<char[]>[]> uuc;
  std::vector<std::string> vs;
  std::map<int, std::array<unsigned char, 64>> ma;
  std::vector<signed char> sc;
  std::shared_ptr<std::vector<char>> sv;
};
extern "C" {
void a1(S *s) { ((job *)s->va[1].data())->in->guests++; }
void a3(S *s) { ((job *)s->lv.front().data())->in->guests++; }
void a4(S *s) { ((job *)s->us[1].data())->in->guests++; }
void a5(S *s) { ((job *)s->dv[1].data())->in->guests++; }
void b1(S *s) { ((job *)s->vo[0]->data())->in->guests++; }
void b2(S *s) { ((job *)s->la.front().data())->in->guests++; }
void b3(S *s) { ((job *)&s->du[3])->in->guests++; }
void b5(S *s) { ((job *)s->vuc[0].get())->in->guests++; }
void b6(S *s) { ((job *)s->uuc[0].get())->in->guests++; }
void b7(S *s) { ((job *)s->vs[0].data())->in->guests++; }
}
