// A line of the user's models that matches nothing is named with its file and line, by
// a remark, since another unit may use it. A malformed one is an error.
//
// RUN: echo '# mine' > %t.txt
// RUN: echo 'fun:elsewhere=none' >> %t.txt
// RUN: echo 'fun:misspelt*=none' >> %t.txt
// RUN: polychrome-clang --polychrome-models=%t.txt -O2 -c %s -o %t.o -Rpass-analysis=polychrome 2>&1 | FileCheck %s -DFILE=%t.txt
// RUN: polychrome-clang --polychrome-models=%t.txt -O2 -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=QUIET --allow-empty
// RUN: echo 'fun:open[=none' >> %t.txt
// RUN: not polychrome-clang --polychrome-models=%t.txt -O2 -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=PATTERN -DFILE=%t.txt
// RUN: echo 'fun:f=sometimes' > %t.txt
// RUN: not polychrome-clang --polychrome-models=%t.txt -O2 -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=WORD -DFILE=%t.txt
//
// CHECK-NOT: 'elsewhere'
// CHECK: [[FILE]]:3: 'misspelt*' matches nothing that handlers of this unit use [-Rpass-analysis=polychrome]
// CHECK-NOT: 'elsewhere'
// QUIET-NOT: remark
// PATTERN: error: polychrome: [[FILE]]:4: 'open[' is no pattern: invalid glob pattern, unmatched '['
// WORD: error: polychrome: [[FILE]]:1: 'sometimes' is not an effect; see pass/models/README.md
#include <polychrome/polychrome.h>

void elsewhere(void);

POLYCHROME_HANDLER void calls(void *s) { elsewhere(); }
