// Remarks say which handlers there are, what they touch, and which run alone and why;
// at the handler's own line.
//
// RUN: polychrome-clang -O2 -c %s -o %t.o -Rpass=polychrome -Rpass-missed=polychrome -Rpass-analysis=polychrome 2>&1 | FileCheck %s
// RUN: polychrome-clang -O2 -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=QUIET --allow-empty
// RUN: polychrome-clang -O2 -c %s -o %t.o -fsave-optimization-record -foptimization-record-file=%t.yaml
// RUN: FileCheck %s --check-prefix=YAML --input-file=%t.yaml
//
// QUIET-NOT: remark
//
// YAML: --- !Passed
// YAML-NEXT: Pass: polychrome
// YAML-NEXT: Name: Handler
// YAML-NEXT: DebugLoc: { File: '{{.*}}handlers.c', Line: [[#]], Column: 0 }
// YAML-NEXT: Function: counts
// YAML: --- !Missed
// YAML-NEXT: Pass: polychrome
// YAML-NEXT: Name: Conflict
// YAML: --- !Missed
// YAML-NEXT: Pass: polychrome
// YAML-NEXT: Name: Exclusive
#include <polychrome/polychrome.h>

struct session {
  int count;
};
int hits;
void elsewhere(void);

// CHECK: handlers.c:[[#@LINE+3]]:{{[0-9]+}}: remark: handler 'counts' may run beside others [-Rpass=polychrome]
// CHECK: handlers.c:[[#@LINE+2]]:{{[0-9]+}}: remark: handler 'counts' {{.*}}changes context session::count{{.*}}changes global hits{{.*}} [-Rpass-analysis=polychrome]
// CHECK: handlers.c:[[#@LINE+1]]:{{[0-9]+}}: remark: handler 'counts' never runs beside itself: global hits [-Rpass-missed=polychrome]
POLYCHROME_HANDLER void counts(struct session *s) {
  s->count++;
  hits++;
}

// CHECK: handlers.c:[[#@LINE+1]]:{{[0-9]+}}: remark: handler 'calls' runs alone: {{.*}}elsewhere{{.*}} [-Rpass-missed=polychrome]
POLYCHROME_HANDLER void calls(struct session *s) { elsewhere(); }

// CHECK: handlers.c:[[#@LINE+1]]:{{[0-9]+}}: remark: handler 'assembles' runs alone: contains inline assembly{{.*}} [-Rpass-missed=polychrome]
POLYCHROME_HANDLER void assembles(struct session *s) { __asm__ volatile("" ::: "memory"); }

// What only its own session waits for is nothing missed.
// CHECK-NOT: handler 'serves' never
// CHECK: remark: handler 'serves' may run beside others
// CHECK-NOT: handler 'serves' never
POLYCHROME_HANDLER void serves(struct session *s) { s->count--; }

#pragma clang diagnostic ignored "-Wpolychrome-handler-state"
// CHECK: handlers.c:[[#@LINE+2]]:{{[0-9]+}}: remark: handler 'deep' {{.*}}: uses the thread_local variable depth [-Rpass-missed=polychrome]
static _Thread_local int depth;
POLYCHROME_HANDLER void deep(struct session *s) { depth = 3 * depth + s->count; }
