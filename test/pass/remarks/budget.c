// What exceeds a budget is named, and runs alone; within the budget nothing is said.
//
// RUN: polychrome-clang -O2 -c %s -o %t.o -mllvm -polychrome-max-steps=2 -Rpass-missed=polychrome 2>&1 | FileCheck %s
// RUN: polychrome-clang -O2 -c %s -o %t.o -mllvm -polychrome-max-instructions=4 -Rpass-analysis=polychrome 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: polychrome-clang -O2 -c %s -o %t.o -Rpass-missed=polychrome -Rpass-analysis=polychrome 2>&1 | FileCheck %s --check-prefix=WITHIN
//
// WITHIN-NOT: too
#include <polychrome/polychrome.h>

struct node {
  struct node *next;
  int value;
};

// LARGE: budget.c:[[#@LINE+1]]:{{[0-9]+}}: remark: 'last' is too large to be looked at within each of its callers [-Rpass-analysis=polychrome]
static int last(struct node *n) {
  while (n->next)
    n = n->next;
  return n->value;
}

// CHECK: budget.c:[[#@LINE+2]]:{{[0-9]+}}: remark: handler 'follows' runs alone: is too complex for the analysis
// CHECK: budget.c:[[#@LINE+1]]:{{[0-9]+}}: remark: 'follows' is too complex for the analysis: whatever calls it runs alone [-Rpass-missed=polychrome]
POLYCHROME_HANDLER void follows(struct node *n) { n->value = last(n); }
