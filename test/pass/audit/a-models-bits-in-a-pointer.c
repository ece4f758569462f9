// A model may ask a pointer for bits: then the call is taken to change what it names.
// RUN: echo 'fun:opens=resource-if(0,1,files)' > %t.txt
// RUN: polychrome-clang -O2 --polychrome=audit --polychrome-models=%t.txt -S -emit-llvm %s -o - | FileCheck %s
// CHECK: call void @polychrome_audit_resource(ptr {{.*}}, i32 {{.*}}1, ptr
#include <polychrome/polychrome.h>
int opens(const char *name);
int n;
POLYCHROME_HANDLER void h(const char *c) { n += opens(c); }
