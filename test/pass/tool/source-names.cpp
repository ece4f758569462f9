// Members have the names that the source gives them, without any -g; the user's own
// call into a library is the line that counts; and the program has no more debug
// information than line tables.
//
// RUN: polychrome-clang++ -O2 -c %s -o %t.o
// RUN: polychrome matrix --format=json %t.o | FileCheck %s
// RUN: polychrome matrix --format=json %t.o | FileCheck %s --check-prefix=VIA
// RUN: llvm-dwarfdump --debug-info %t.o | FileCheck %s --check-prefix=DWARF
//
// CHECK-DAG: "region": "context session::count_"
// CHECK-DAG: "region": "global totals.hits"
// CHECK-DAG: "region": "context session::limits_.rate"
//
// VIA: "function": "std::vector<int, std::allocator<int>>::push_back",
// VIA-NEXT: "location": {
// VIA-NEXT: "file": "{{.*}}source-names.cpp",
// VIA-NEXT: "line": 45,
//
// DWARF: DW_TAG_compile_unit
// DWARF-NOT: DW_TAG_member
// DWARF-NOT: DW_TAG_formal_parameter
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
