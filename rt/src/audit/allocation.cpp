//===- audit/allocation.cpp - Memory that is given back ----------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// malloc and its family in front of the C library's, for all of an audited program: what
// is freed is forgotten, whoever frees it, since it may be handed out again to somebody
// else. operator new and delete come here by themselves. What is allocated is forgotten
// too, in case it was given back in a way that was not seen.
//
// glibc: __libc_malloc and its kin are its functions under other names. A program that
// brings a malloc of its own keeps it: its lists of free memory are then data that its
// handlers share, as they are for the analysis.
//
//===----------------------------------------------------------------------===//

#include "rt/src/audit/entry.hpp"

#include <cerrno>
#include <cstdlib>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

using polychrome::audit::forget;

extern "C" {

void *__libc_malloc(std::size_t);
void *__libc_calloc(std::size_t, std::size_t);
void *__libc_realloc(void *, std::size_t);
void *__libc_memalign(std::size_t, std::size_t);
void __libc_free(void *);

static void *fresh(void *p) {
  if (p)
    forget(p, malloc_usable_size(p));
  return p;
}

void *malloc(std::size_t n) {
  return fresh(__libc_malloc(n));
}

void *calloc(std::size_t count, std::size_t n) {
  return fresh(__libc_calloc(count, n));
}

void *realloc(void *p, std::size_t n) {
  if (p)
    forget(p, malloc_usable_size(p));
  return fresh(__libc_realloc(p, n));
}

void *memalign(std::size_t alignment, std::size_t n) {
  return fresh(__libc_memalign(alignment, n));
}

void *aligned_alloc(std::size_t alignment, std::size_t n) {
  return fresh(__libc_memalign(alignment, n));
}

int posix_memalign(void **out, std::size_t alignment, std::size_t n) {
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0)
    return EINVAL;
  void *const p = __libc_memalign(alignment, n);
  if (!p)
    return ENOMEM;
  *out = fresh(p);
  return 0;
}

void free(void *p) {
  if (p)
    forget(p, malloc_usable_size(p));
  __libc_free(p);
}

int munmap(void *p, std::size_t n) {
  forget(p, n);
  return static_cast<int>(::syscall(SYS_munmap, p, n));
}

} // extern "C"
