/*===- polychrome/audit.h - Between audited code and the runtime ---*- C -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What code compiled with --polychrome=audit calls, and libpolychrome-audit.so
// defines. C and versioned: polychrome_audit_unit() is called once for each audited
// unit, and a program that mixes versions ends before main.
//
// Outside of an invocation all but polychrome_audit_unit() do nothing.
//
//===----------------------------------------------------------------------===*/

#ifndef POLYCHROME_AUDIT_H
#define POLYCHROME_AUDIT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define POLYCHROME_AUDIT_VERSION 1u

/* A place in the source. Constant, and valid until the process ends. */
struct polychrome_audit_site {
  const char *file;
  uint32_t line;
  uint32_t column;
  /* In a library's header: where the program called it says more. */
  uint32_t library;
  uint32_t reserved;
};

/* Before main, once for each unit. */
void polychrome_audit_unit(uint32_t version);

/* The running invocation is about to access [p, p + n). */
void polychrome_audit_read(const void *p, size_t n, const struct polychrome_audit_site *);
void polychrome_audit_write(const void *p, size_t n, const struct polychrome_audit_site *);
/* It updates what is there by an operator that commutes with itself (adds, or sets, clears or
   flips bits), and does not look at the result. */
void polychrome_audit_commute(const void *p, size_t n, const struct polychrome_audit_site *);
void polychrome_audit_commute_or(const void *p, size_t n, const struct polychrome_audit_site *);
void polychrome_audit_commute_and(const void *p, size_t n, const struct polychrome_audit_site *);
void polychrome_audit_commute_xor(const void *p, size_t n, const struct polychrome_audit_site *);
/* It does look at the result of the addition that it was last said not to look at. */
void polychrome_audit_looked(void);
/* It reads a string, its end included. */
void polychrome_audit_string(const char *s, const struct polychrome_audit_site *);
/* It copies the string `from` to `to`. */
void polychrome_audit_copy_string(const char *to, const char *from,
                                  const struct polychrome_audit_site *);
/* It uses what the models call resource(name), or resource-read(name). */
void polychrome_audit_resource(const char *name, uint32_t writes,
                               const struct polychrome_audit_site *);
/* What lies in [p, p + n) has been given back and may be handed out anew. */
void polychrome_audit_freed(const void *p, size_t n);

/* The program calls something, which may be a library's. */
void polychrome_audit_at(const struct polychrome_audit_site *);

/* Accesses count from here on, or (0: in the body of a function that a model stands
   for) do not. Returns what was the case before, for polychrome_audit_leave(). */
uint32_t polychrome_audit_enter(uint32_t count);
void polychrome_audit_leave(uint32_t before);

/* Two invocations that conflict nowhere are yet ordered by `object`: what one did
   before released() precedes what another does after acquired(). */
void polychrome_audit_released(const void *object);
void polychrome_audit_acquired(const void *object);

#ifdef __cplusplus
}
#endif

#endif /* POLYCHROME_AUDIT_H */
