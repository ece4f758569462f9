// Loops over a session's own containers, and what is put into them and taken out, concern
// the session alone; not so if the containers hold pointers to what others may reach.
// RUN: %listing -std=c++20 | FileCheck %s
// RUN: %listing -std=c++20 -DTWIN | FileCheck %s --check-prefix=TWIN
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <polychrome/polychrome.h>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#ifdef TWIN
struct counter {
  int n;
  void operator++(int) { n++; }
};
using element = counter *;
#define VALUE(x) (*(x))
#else
using element = int;
#define VALUE(x) (x)
#endif

struct with_list { int count; std::list<element> own; };
extern "C" POLYCHROME_HANDLER void list_loop(with_list *s) {
  for (auto &e : s->own)
    VALUE(e)++;
}
// CHECK-DAG: cell list_loop | list_loop = 10
// TWIN-DAG: cell list_loop | list_loop = 01

struct with_forward_list { int count; std::forward_list<element> own; };
extern "C" POLYCHROME_HANDLER void forward_list_loop(with_forward_list *s) {
  s->count++;
  for (auto &e : s->own)
    VALUE(e)++;
}
// CHECK-DAG: cell forward_list_loop | forward_list_loop = 10
// TWIN-DAG: cell forward_list_loop | forward_list_loop = 11

struct with_map { int count; std::map<int, element> own; };
extern "C" POLYCHROME_HANDLER void map_loop(with_map *s) {
  s->count++;
  for (auto &e : s->own)
    VALUE(e.second)++;
}
// CHECK-DAG: cell map_loop | map_loop = 10
// TWIN-DAG: cell map_loop | map_loop = 11

extern "C" POLYCHROME_HANDLER void map_insert(with_map *s, int k, element e) {
  s->own[k] = e;
  s->own.erase(k + 1);
#ifdef TWIN
  VALUE(s->own[k])++;
#endif
}
// CHECK-DAG: cell map_insert | map_insert = 10
// TWIN-DAG: cell map_insert | map_insert = 11

struct with_hash_table { int count; std::unordered_map<int, element> own; };
extern "C" POLYCHROME_HANDLER void hash_table_loop(with_hash_table *s) {
  s->count++;
  for (auto &e : s->own)
    VALUE(e.second)++;
}
// CHECK-DAG: cell hash_table_loop | hash_table_loop = 10
// TWIN-DAG: cell hash_table_loop | hash_table_loop = 11

struct with_strings { std::vector<std::string> own; int count; };
extern "C" POLYCHROME_HANDLER void strings(with_strings *s) {
  s->own.push_back("x");
  for (auto &e : s->own)
    e += "y";
  s->count++;
}
// CHECK-DAG: cell strings | strings = 10

struct with_optional { std::optional<std::string> own; int count; };
extern "C" POLYCHROME_HANDLER void optional(with_optional *s) {
  if (!s->own)
    s->own.emplace("x");
  *s->own += "y";
  s->count++;
}
// CHECK-DAG: cell optional | optional = 10

struct with_pointer { int count; std::unique_ptr<element> own; };
extern "C" POLYCHROME_HANDLER void pointer(with_pointer *s) {
  s->count++;
  VALUE(*s->own)++;
}
// CHECK-DAG: cell pointer | pointer = 10
// TWIN-DAG: cell pointer | pointer = 11
