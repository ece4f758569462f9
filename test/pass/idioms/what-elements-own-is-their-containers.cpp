// Strings, containers and unique_ptrs within a session's own containers, and classes that
// have them, concern the session alone; not so if an element leads to what others reach.
// RUN: %listing -std=c++20 -g | FileCheck %s
// RUN: %listing -std=c++20 -g -DTWIN | FileCheck %s --check-prefix=TWIN
#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <polychrome/polychrome.h>
#include <queue>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

struct counter {
  int n;
};
#ifdef TWIN
using word = counter *;
using mark = counter *;
#define COUNT(x) ((x)->n++)
#else
using word = std::string;
using mark = counter;
inline int COUNT(std::string &s) { return s += "!", int(s.size()); }
inline int COUNT(counter &c) { return c.n++; }
#endif

struct item {
  std::string name;
  std::vector<std::string> words;
  mark seen;
};

/// As a session is: larger than its containers, which do not come first.
struct session {
  long id;
  char room[200];
  std::deque<std::string> lines;
  std::queue<word> queue;
  std::map<std::string, std::string> headers;
  std::map<int, std::vector<word>> history;
  std::set<std::string> topics;
  std::unordered_map<int, item> items;
  std::vector<std::vector<word>> table;
  std::vector<word> list;
  std::unique_ptr<item> current;
  std::pair<std::string, mark> last;
};

extern "C" POLYCHROME_HANDLER void deque_of_strings(session *s) {
  s->lines.push_back("a line that is longer than a short string");
  if (s->lines.size() > 8)
    s->lines.pop_front();
}
// CHECK-DAG: cell deque_of_strings | deque_of_strings = 10

extern "C" POLYCHROME_HANDLER void queue_of_words(session *s) {
  s->queue.push(word());
  COUNT(s->queue.front());
  s->queue.pop();
}
// CHECK-DAG: cell queue_of_words | queue_of_words = 10
// TWIN-DAG: cell queue_of_words | queue_of_words = {{[01]}}1

extern "C" POLYCHROME_HANDLER void map_of_strings(session *s) {
  s->headers["host"] = "localhost";
  if (auto found = s->headers.find("accept"); found != s->headers.end())
    found->second += ", text/plain";
  s->headers.erase("expect");
}
// CHECK-DAG: cell map_of_strings | map_of_strings = 10

extern "C" POLYCHROME_HANDLER void map_of_vectors(session *s) {
  s->history[3].push_back(word());
  for (auto &[when, what] : s->history)
    for (word &w : what)
      COUNT(w);
}
// CHECK-DAG: cell map_of_vectors | map_of_vectors = 10
// TWIN-DAG: cell map_of_vectors | map_of_vectors = {{[01]}}1

extern "C" POLYCHROME_HANDLER void set_of_strings(session *s) {
  s->topics.insert("news");
  s->topics.erase("weather");
}
// CHECK-DAG: cell set_of_strings | set_of_strings = 10

extern "C" POLYCHROME_HANDLER void table_of_items(session *s) {
  item &i = s->items[7];
  i.name += "!";
  i.words.push_back(i.name);
  COUNT(i.seen);
}
// CHECK-DAG: cell table_of_items | table_of_items = 10
// TWIN-DAG: cell table_of_items | table_of_items = {{[01]}}1

extern "C" POLYCHROME_HANDLER void rows_and_columns(session *s) {
  s->table.emplace_back();
  s->table.back().push_back(word());
  for (auto &row : s->table)
    for (auto &cell : row)
      COUNT(cell);
}
// CHECK-DAG: cell rows_and_columns | rows_and_columns = 10
// TWIN-DAG: cell rows_and_columns | rows_and_columns = {{[01]}}1

extern "C" POLYCHROME_HANDLER void list_without_some(session *s) {
  s->list.erase(std::remove_if(s->list.begin(), s->list.end(),
                               [](word &w) { return COUNT(w) == 3; }),
                s->list.end());
}
// CHECK-DAG: cell list_without_some | list_without_some = 10
// TWIN-DAG: cell list_without_some | list_without_some = {{[01]}}1

extern "C" POLYCHROME_HANDLER void one_item(session *s) {
  if (!s->current)
    s->current = std::make_unique<item>();
  s->current->words.push_back(s->current->name);
  COUNT(s->current->seen);
}
// CHECK-DAG: cell one_item | one_item = 10
// TWIN-DAG: cell one_item | one_item = {{[01]}}1

extern "C" POLYCHROME_HANDLER void members_that_move(session *s) {
  std::swap(s->headers["a"], s->headers["b"]);
  s->last.first = std::move(s->lines.front());
  COUNT(s->last.second);
}
// CHECK-DAG: cell members_that_move | members_that_move = 10
// TWIN-DAG: cell members_that_move | members_that_move = {{[01]}}1
