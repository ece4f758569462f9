/*===- polychrome/abi.h - The contract between pass and runtime ----*- C -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything that instrumented code and libpolychrome agree on. C, versioned,
// and free of Asio types: the library never looks into an Asio object, the glue
// in asio/glue.hpp (compiled in the user's own translation units, against the
// user's own Asio) does.
//
// Every instrumented object carries records in the section POLYCHROME_SECTION.
// A record starts with struct polychrome_record, is a multiple of 8 bytes long
// and lies in the COMDAT group of the function that it describes, so the linker
// drops it together with a discarded copy. One constructor per linked module
// hands the section's bounds to polychrome_register().
//
//===----------------------------------------------------------------------===*/

#ifndef POLYCHROME_ABI_H
#define POLYCHROME_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define POLYCHROME_ABI_VERSION 8u
/* Of the functions in asio/glue.hpp that the pass makes Asio call. It counts up where one of
   them changes; the glue says which it was written for, and the pass compares. */
#define POLYCHROME_GLUE_VERSION 2u
#define POLYCHROME_RECORD_MAGIC 0x48434c50u /* "PLCH" */
#define POLYCHROME_SECTION "polychrome_records"

enum polychrome_record_kind {
  /* One per translation unit: name, types, globals, vtables. */
  POLYCHROME_RECORD_UNIT = 1,
  /* A function's summary; `function` is its address where it is a handler. */
  POLYCHROME_RECORD_FUNCTION = 2,
  /* `function` is a copy of Asio code that calls the completion hook. */
  POLYCHROME_RECORD_HOOK = 3,
  /* The program may run in parallel only if `function` has a HOOK record. */
  POLYCHROME_RECORD_REQUIRE = 4,
  /* One per executable or shared object that the wrapper linked: whether every
     input took part. */
  POLYCHROME_RECORD_LINK = 5
};

struct polychrome_record {
  uint32_t magic;
  uint16_t version; /* POLYCHROME_ABI_VERSION of the writer */
  uint16_t kind;
  uint32_t size;    /* of the whole record, header and padding included */
  uint32_t payload; /* bytes that follow the header, without padding; packed (Packing.h) */
  const void *function;
};

/* Called before main by every module that has records; the bounds stay valid
   for the life of the module. Any thread, but not concurrently with itself. */
void polychrome_register(const void *begin, const void *end);

#ifdef __cplusplus
}
#endif

#endif /* POLYCHROME_ABI_H */
