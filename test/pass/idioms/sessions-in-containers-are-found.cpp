// A handler that walks all sessions through the container that owns them meets the one that
// has a session, however deep it lies: in a class of elements, behind a unique_ptr, in a
// class derived from what the unique_ptr is to. In a class that holds no session it does not lie.
// RUN: %listing -std=c++20 -g | FileCheck %s
#include <list>
#include <map>
#include <memory>
#include <polychrome/polychrome.h>
#include <string>
#include <unordered_map>
#include <vector>

struct session {
  long id;
  long bytes;
  std::string text;
};
extern "C" POLYCHROME_HANDLER void on_read(session *s) {
  s->bytes++;
  s->text += "x";
}

struct group {
  std::string name;
  std::vector<session> members;
};
struct by_group {
  char more[64];
  std::map<std::string, group> groups;
};
extern "C" POLYCHROME_HANDLER void in_groups(by_group *all) {
  for (auto &[name, g] : all->groups)
    for (session &s : g.members)
      s.bytes = 0;
}
// CHECK-DAG: cell {{in_groups \| on_read|on_read \| in_groups}} = {{[01]}}1

struct slot {
  std::unique_ptr<session> one;
};
struct by_slot {
  char more[64];
  std::unordered_map<int, slot> slots;
};
extern "C" POLYCHROME_HANDLER void in_slots(by_slot *all) {
  for (auto &[n, s] : all->slots)
    if (s.one)
      s.one->text.clear();
}
// CHECK-DAG: cell {{in_slots \| on_read|on_read \| in_slots}} = {{[01]}}1

struct shape {
  virtual ~shape() = default;
  virtual void reset() = 0;
};
struct square final : shape {
  session own;
  void reset() override { own.bytes = 0; }
};
struct by_shape {
  char more[64];
  std::unique_ptr<shape> one;
};
extern "C" POLYCHROME_HANDLER void in_shapes(by_shape *all) {
  if (all->one)
    static_cast<square *>(all->one.get())->reset();
}
// CHECK-DAG: cell {{in_shapes \| on_read|on_read \| in_shapes}} = {{[01]}}1

struct note {
  std::string text;
  std::vector<std::string> lines;
};
struct by_note {
  char more[64];
  std::list<note> notes;
  std::unique_ptr<note> last;
};
extern "C" POLYCHROME_HANDLER void in_notes(by_note *all) {
  for (note &n : all->notes)
    n.lines.push_back("more");
  if (all->last)
    all->last->text.clear();
}
// CHECK-NOT: cell {{in_notes \| on_read|on_read \| in_notes}} = {{[01]}}1
