// A shard's own table of strings: what is looked up, put in, changed, taken out and moved to
// more buckets concerns the shard alone; not so if the values are pointers to strings that others
// may have.
// RUN: %listing -std=c++20 | FileCheck %s
// RUN: %listing -std=c++20 -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
#include <string>
#include <unordered_map>
#include <unordered_set>

#ifdef TWIN
using value = std::string *;
#define TEXT(x) (*(x))
#else
using value = std::string;
#define TEXT(x) (x)
#endif

struct shard {
  int count;
  std::unordered_map<std::string, value> values;
};

struct request {
  std::string key;
};

static std::string &slot(shard &s, const std::string &key) { return TEXT(s.values[key]); }

extern "C" POLYCHROME_HANDLER void set(shard *s, const request *r) {
  slot(*s, r->key) = std::to_string(s->count++);
}
// CHECK-DAG: cell set | set = 10
// TWIN-DAG: cell set | set = 11

extern "C" POLYCHROME_HANDLER void get(shard *s) {
  auto found = s->values.find("key");
  s->count = found == s->values.end() ? 0 : int(TEXT(found->second).size());
}
// CHECK-DAG: cell get | get = 10
// CHECK-DAG: cell set | get = 10
// TWIN-DAG: cell set | get = 11

extern "C" POLYCHROME_HANDLER void del(shard *s, const request *r) {
  s->count += int(s->values.erase(r->key));
  if (s->values.empty())
    s->values.rehash(s->values.bucket_count() * 2);
}
// CHECK-DAG: cell del | del = 10
// CHECK-DAG: cell set | del = 10

extern "C" POLYCHROME_HANDLER void all(shard *s) {
  for (auto &entry : s->values)
    TEXT(entry.second) += "!";
}
// CHECK-DAG: cell all | all = 10
// CHECK-DAG: cell set | all = 10
// TWIN-DAG: cell all | all = 01

template <typename Table> void put_everything(Table &into, const std::string &key) {
  into.insert(key);
  into.erase("other");
}
struct with_set { int count; std::unordered_set<std::string> seen; };
extern "C" POLYCHROME_HANDLER void seen(with_set *s) {
  put_everything(s->seen, "some");
  s->count = int(s->seen.size());
}
// CHECK-DAG: cell seen | seen = 10
