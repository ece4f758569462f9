/*===- polychrome/polychrome.h - Handlers without Asio -------------*- C -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An event loop for programs that do not use Asio: post calls of handlers, then run
// them. The program means what it means on one thread, one call after the other in the
// order in which they were posted; calls that are proven not to touch the same memory
// run at the same time.
//
//   POLYCHROME_HANDLER void tick(struct room *r, int n);
//   POLYCHROME_POST(tick, room, 3);
//   polychrome_run();
//
// What a handler posts enters the queue when it returns, as one block. Each pointer
// parameter of a handler is a context: two calls with different pointers may run
// together if the handlers only touch what the pointers lead to.
//
//===----------------------------------------------------------------------===*/

#ifndef POLYCHROME_POLYCHROME_H
#define POLYCHROME_POLYCHROME_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Marks a function as a handler: at its declaration or definition, in every unit. */
#define POLYCHROME_HANDLER __attribute__((annotate("polychrome.handler")))

#define POLYCHROME_MAX_ARGUMENTS 6

/* Posts a call of `handler` with up to 6 arguments. They are pointers or integers, of the
   parameters' own types, and are copied; what pointers point to remains the caller's and
   has to live until the handler has run. Any thread, before or during polychrome_run();
   ends the process with one line on stderr if memory runs out. */
#define POLYCHROME_POST(...)                                                                       \
  POLYCHROME_PICK_(__VA_ARGS__, POLYCHROME_POST_6_, POLYCHROME_POST_5_, POLYCHROME_POST_4_,        \
                   POLYCHROME_POST_3_, POLYCHROME_POST_2_, POLYCHROME_POST_1_,                     \
                   POLYCHROME_POST_0_, )                                                           \
  (__VA_ARGS__)

/* Runs what has been posted, and what that posts, and so on, until nothing is left. One
   thread at a time; not from a handler. Returns 0, or -1 if it is already running, and
   then has run nothing. */
int polychrome_run(void);

/* The priority of what the calling thread posts or starts from now on: 0 or, high, 1.
   Returns the one before. Where one that is high may run, it runs before others that are
   ready: among a few hundred that are next, and never before one it conflicts with that
   came earlier. Without effect where the process is serial. */
int polychrome_set_priority(int priority);

/* What POLYCHROME_POST and polychrome::post call. `call` invokes the handler with the words;
   null: as a C function of that many pointer-sized parameters. */
typedef void (*polychrome_any_function)(void);
void polychrome_post_words(polychrome_any_function handler,
                           void (*call)(polychrome_any_function, const uintptr_t *), unsigned count,
                           const uintptr_t *words);

/* The parts of POLYCHROME_POST. The call inside sizeof is never made: it is there so that
   the compiler checks the arguments. */
#define POLYCHROME_PICK_(h, a, b, c, d, e, f, name, ...) name
#define POLYCHROME_WORD_(a)                                                                        \
  ((uintptr_t)(a) +                                                                                \
   0 * sizeof(char[_Generic((a), float: -1, double: -1, long double: -1, default: 1)]))
#define POLYCHROME_POST_N_(h, call, n, ...)                                                        \
  do {                                                                                             \
    (void)sizeof(((void)(call), 0));                                                               \
    const uintptr_t polychrome_words_[] = {__VA_ARGS__};                                           \
    polychrome_post_words((polychrome_any_function)(h), 0, n, polychrome_words_);                  \
  } while (0)
#define POLYCHROME_POST_0_(h) POLYCHROME_POST_N_(h, (h)(), 0, 0)
#define POLYCHROME_POST_1_(h, a) POLYCHROME_POST_N_(h, (h)(a), 1, POLYCHROME_WORD_(a))
#define POLYCHROME_POST_2_(h, a, b)                                                                \
  POLYCHROME_POST_N_(h, (h)(a, b), 2, POLYCHROME_WORD_(a), POLYCHROME_WORD_(b))
#define POLYCHROME_POST_3_(h, a, b, c)                                                             \
  POLYCHROME_POST_N_(h, (h)(a, b, c), 3, POLYCHROME_WORD_(a), POLYCHROME_WORD_(b),                 \
                     POLYCHROME_WORD_(c))
#define POLYCHROME_POST_4_(h, a, b, c, d)                                                          \
  POLYCHROME_POST_N_(h, (h)(a, b, c, d), 4, POLYCHROME_WORD_(a), POLYCHROME_WORD_(b),              \
                     POLYCHROME_WORD_(c), POLYCHROME_WORD_(d))
#define POLYCHROME_POST_5_(h, a, b, c, d, e)                                                       \
  POLYCHROME_POST_N_(h, (h)(a, b, c, d, e), 5, POLYCHROME_WORD_(a), POLYCHROME_WORD_(b),           \
                     POLYCHROME_WORD_(c), POLYCHROME_WORD_(d), POLYCHROME_WORD_(e))
#define POLYCHROME_POST_6_(h, a, b, c, d, e, f)                                                    \
  POLYCHROME_POST_N_(h, (h)(a, b, c, d, e, f), 6, POLYCHROME_WORD_(a), POLYCHROME_WORD_(b),        \
                     POLYCHROME_WORD_(c), POLYCHROME_WORD_(d), POLYCHROME_WORD_(e),                \
                     POLYCHROME_WORD_(f))

#ifdef __cplusplus
}
#endif

#endif /* POLYCHROME_POLYCHROME_H */
