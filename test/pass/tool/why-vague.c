// Where one side is known exactly and the other may be any of many, the reason is told
// once, by the vague side: not once for each member that it might be.
//
// RUN: polychrome-clang -O1 -c %s -o %t.o
// RUN: polychrome why %t.o walk count | FileCheck %s
// CHECK: 1. any session::hits  (in any context)
// CHECK-NEXT: walk writes s->next->hits at {{.*}}why-vague.c:[[#@LINE+28]]:
// CHECK: count writes it at {{.*}}why-vague.c:[[#@LINE+31]]:
// CHECK: what would help: reach session::hits by a pointer that the handler's closure holds
//
// RUN: polychrome why %t.o wipe count | FileCheck %s --check-prefix=BYTES
// BYTES: 1. any object  (in any context; it may be session::hits)
// BYTES-NEXT: count writes session::hits at {{.*}}why-vague.c:[[#@LINE+26]]:
// BYTES: wipe writes it at {{.*}}why-vague.c:[[#@LINE+29]]:
// BYTES: what would help: reach it by a pointer
// BYTES-NOT: 2.
//
// Both known: one of them is "it".
// RUN: polychrome why %t.o count | FileCheck %s --check-prefix=KNOWN
// KNOWN: 1. context session::hits  (in the same context)
// KNOWN-NEXT: count writes it at
// KNOWN-NOT: may be
#include <polychrome/polychrome.h>

struct session {
  long hits;
  struct session *next;
  struct {
    char *bytes;
  } *buffer;
};

POLYCHROME_HANDLER void walk(struct session *s) {
  for (struct session *p = s->next; p; p = p->next)
    p->hits = 1;
}

POLYCHROME_HANDLER void count(struct session *s) {
  s->hits++;
}

POLYCHROME_HANDLER void wipe(struct session *s) {
  s->buffer->bytes[0] = 1;
}
