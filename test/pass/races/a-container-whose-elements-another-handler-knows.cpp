// Elements of a container are reached by a pointer of one's own, and the container lies in
// an element of another one.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: c d conflict
// EXPECT: e f conflict
// EXPECT: g h conflict
#include <list>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct session {
  int count = 0;
  std::list<int> numbers;
  std::map<int, std::string> names;
  std::unordered_map<int, std::vector<int>> lists;
  std::unique_ptr<int> one;
};

extern "C" void a(session *s) {
  for (int &n : s->numbers)
    n++;
}
extern "C" void b(int *element) { ++*element; }

extern "C" void c(session *s) {
  for (auto &[key, name] : s->names)
    name += "x";
}
extern "C" void d(std::string *element) { *element += "y"; }

extern "C" void e(session *s) {
  for (auto &[key, list] : s->lists)
    list.push_back(key);
}
extern "C" void f(std::vector<int> *element) { element->push_back(1); }

extern "C" void g(session *s) { ++*s->one; }
extern "C" void h(int *object) { ++*object; }

int main() {
  session s;
  s.numbers = {1};
  s.names = {{1, "one"}};
  s.lists[1] = {1};
  s.one = std::make_unique<int>(1);
  a(&s), b(&s.numbers.front());
  c(&s), d(&s.names[1]);
  e(&s), f(&s.lists[1]);
  g(&s), h(s.one.get());
}
