// Members have the names that the source gives them, without any -g; the user's own
// call into a library is the line that counts; and what comes out has no debug information. Where
// clang's own remarks are asked for, they have their lines.
//
// RUN: polychrome-clang++ -O2 -c %s -o %t.o
// RUN: polychrome matrix --format=json %t.o | FileCheck %s
// RUN: polychrome matrix --format=json %t.o | FileCheck %s --check-prefix=VIA
// RUN: llvm-readelf -SW %t.o | not grep debug_
// RUN: polychrome-clang++ -O2 -c %s -o %t.o -Rpass=inline 2>&1 | FileCheck %s --check-prefix=INLINE
//
// CHECK-DAG: "region": "context session::count_"
// CHECK-DAG: "region": "global totals.hits"
// CHECK-DAG: "region": "context session::limits_.rate"
//
// VIA: "function": "std::vector<int, std::allocator<int>>::push_back",
// VIA-NEXT: "location": {
// VIA-NEXT: "file": "{{.*}}source-names.cpp",
// VIA-NEXT: "line": [[#@LINE+26]],
//
// INLINE: source-names.cpp:{{[0-9]+}}:{{[0-9]+}}: remark: {{.*}} inlined into
#include <polychrome/polychrome.h>
#include <vector>

struct limits {
  int burst;
  int rate;
};

struct session {
  int first_;
  int count_;
  limits limits_;
  std::vector<int> log_;
};

struct counters {
  long bytes;
  long hits;
} totals;

POLYCHROME_HANDLER void request(session *s) {
  s->count_ = s->limits_.rate;
  totals.hits = 1;
  s->log_.push_back(1);
}
