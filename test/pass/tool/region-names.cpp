// Regions have the names that their author knows: no offsets, no mangling, nothing that only
// the library or the compiler calls so.

// RUN: polychrome-clang++ -O2 -std=c++20 -c %s -o %t.o -Wno-polychrome
// RUN: polychrome matrix --format=json %t.o > %t.json
// RUN: FileCheck %s < %t.json
// RUN: not grep -E '"region": .*(\+[0-9]|abi:cxx11|_M_|_vptr|_Rb_|_Deque|closure\[|!)' %t.json
// RUN: polychrome why %t.o twice --all | not grep -E '[0-9a-f]{32}|!::'
// RUN: polychrome matrix %t.o | FileCheck %s --check-prefix=MATRIX

// CHECK-DAG: "region": "global table"
// CHECK-DAG: "region": "global table (contents)"
// CHECK-DAG: "region": "any virtual table pointer of member"
// CHECK-DAG: "region": "any session::queue_"
// CHECK-DAG: "region": "any node of a std::map or std::set"
// CHECK-DAG: "region": "global twice::calls"
// CHECK-DAG: "region": "global hidden"
// CHECK-DAG: "region": "global depth"

// MATRIX: uses the thread_local variable depth{{$}}
#include <polychrome/polychrome.h>

#include <deque>
#include <map>
#include <new>
#include <set>
#include <string>

struct member {
  virtual ~member() = default;
  virtual void deliver(int n) = 0;
  long seen_ = 0;
};

struct session : member {
  void deliver(int n) override { queue_.push_back(n); }
  std::deque<int> queue_;
};

session *make() { return new session; }

struct guest : member {
  void deliver(int n) override { seen_ = n; }
};

struct room {
  std::set<member *> members_;
  session *best_;
  guest *guest_;
};

struct visitor {
  room *in_;
};

std::map<std::string, int> table;
static thread_local int depth;

POLYCHROME_HANDLER void store(visitor *v) {
  table["x"] = 1;
  v->in_->members_.clear();
}

POLYCHROME_HANDLER void join(visitor *v) {
  new (v->in_->guest_) guest;
  v->in_->best_->queue_.clear();
  v->in_->best_->seen_ = 1;
}

namespace {
long hidden;
}

POLYCHROME_HANDLER void twice(visitor *) {
  static int calls;
  calls = calls * 3 + 1;
  depth = 2;
  hidden = 3 * hidden;
}
