// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Loads, stores, atomic operations, copies, and what models say of a call; not what lies in
// the function's own variables.
// RUN: polychrome-clang --polychrome=audit -O0 -S -emit-llvm %s -o - | FileCheck %s
#include <string.h>

struct pair {
  long a, b;
};
long global;
extern const long constant;

// CHECK-LABEL: define {{.*}} @own(
// CHECK-NOT: audit_read
// CHECK-NOT: audit_write
// CHECK: ret i64
long own(long n) {
  long local = n;
  struct pair p = {local, n};
  return p.a;
}

// CHECK-LABEL: define {{.*}} @plain(
// CHECK: call void @polychrome_audit_read(ptr {{.*}}, i64 8, ptr @polychrome.audit.site
// CHECK: load i64, ptr
// CHECK: call void @polychrome_audit_write(ptr @global, i64 8
// CHECK-NEXT: store i64 {{.*}}, ptr @global
void plain(long *p) { global = *p; }

// CHECK-LABEL: define {{.*}} @adds(
// CHECK: call void @polychrome_audit_commute(ptr
// CHECK: atomicrmw add
void adds(long *p) { __atomic_fetch_add(p, 1, __ATOMIC_RELAXED); }

// CHECK-LABEL: define {{.*}} @uses(
// CHECK: call void @polychrome_audit_write(ptr
// CHECK: atomicrmw add
void uses(long *p) { global = __atomic_fetch_add(p, 1, __ATOMIC_RELAXED); }

// Its caller decides.
// CHECK-LABEL: define {{.*}} @returns(
// CHECK: call void @polychrome_audit_commute(ptr
// CHECK: atomicrmw add
long returns(long *p) { return __atomic_fetch_add(p, 1, __ATOMIC_RELAXED); }

// CHECK-LABEL: define {{.*}} @ignores(
// CHECK-NOT: audit_looked
// CHECK: ret void
void ignores(long *p) { returns(p); }

// CHECK-LABEL: define {{.*}} @looks(
// CHECK: call i64 @returns(
// CHECK-NEXT: call void @polychrome_audit_looked()
void looks(long *p) { global = returns(p); }

// CHECK-LABEL: define {{.*}} @copies(
// CHECK: call void @polychrome_audit_read(ptr {{.*}}, i64 16
// CHECK: call void @polychrome_audit_write(ptr {{.*}}, i64 16
// CHECK: call void @llvm.memcpy
void copies(struct pair *p, struct pair *q) { *p = *q; }

// CHECK-LABEL: define {{.*}} @calls(
// CHECK: call void @polychrome_audit_string(ptr
// CHECK: call i64 @strlen
unsigned long calls(const char *s) { return strlen(s); }
