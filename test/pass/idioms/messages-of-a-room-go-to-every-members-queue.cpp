// A chat room keeps the last messages and hands each one to every member, and both are deques
// of a struct with characters in it: what they allocate is theirs, and nothing that characters
// are copied from leads to it. So nobody runs alone. With an allocator of the program's own, the
// storage may be anybody's.
// RUN: %listing -std=c++17 -g | FileCheck %s
// RUN: %listing -std=c++17 -g -DTWIN | FileCheck %s --check-prefix=TWIN
#include <deque>
#include <memory>
#include <polychrome/polychrome.h>
#include <set>
#include <string>

struct message {
  char text[516];
  unsigned long length;
};

#ifdef TWIN
extern char *arena;
template <class T> struct allocator {
  using value_type = T;
  allocator() = default;
  template <class U> allocator(const allocator<U> &) {}
  T *allocate(unsigned long n) {
    arena += n * sizeof(T);
    return reinterpret_cast<T *>(arena);
  }
  void deallocate(T *, unsigned long) {}
  bool operator==(const allocator &) const { return true; }
  bool operator!=(const allocator &) const { return false; }
};
#else
using std::allocator;
#endif
using messages = std::deque<message, allocator<message>>;

struct member {
  virtual ~member() = default;
  virtual void deliver(const message &m) = 0;
};

struct room {
  std::set<std::shared_ptr<member>> members;
  messages recent;
  void deliver(const message &m) {
    recent.push_back(m);
    while (recent.size() > 100)
      recent.pop_front();
    for (auto one : members)
      one->deliver(m);
  }
};

struct session final : member {
  room &place;
  message read;
  messages queue;
  std::deque<std::string, allocator<std::string>> lines;
  explicit session(room &r) : place(r) {}
  void deliver(const message &m) override { queue.push_back(m); }
};

std::shared_ptr<member> enter(room &r) {
  return *r.members.insert(std::make_shared<session>(r)).first;
}

extern "C" POLYCHROME_HANDLER void on_message(session *s) { s->place.deliver(s->read); }
// CHECK-DAG: {{^}}handler on_message{{$}}
// CHECK-DAG: cell on_message | on_message = 01

extern "C" POLYCHROME_HANDLER void on_read(session *s) {
  s->lines.push_back("a line that is longer than a short string");
  if (s->lines.size() > 8)
    s->lines.pop_front();
}
// CHECK-DAG: {{^}}handler on_read{{$}}
// CHECK-DAG: cell on_read | on_read = 10
// CHECK-DAG: cell {{on_message \| on_read|on_read \| on_message}} = 11
// TWIN-DAG: cell on_read | on_read = {{[01]}}1
