// Another unit copies an object: by memcpy, by assignment, from a pipe.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
struct box { long n; int *p; };
struct box *clone(const struct box *x);
struct box *clone_as_bytes(const struct box *x);
struct box *receive(int fd);
struct box **list(const struct box *x);
//--- a.c
int g;
void a(void) { struct box x = {0, &g}; *clone(&x)->p = 1; }
void c(void) { struct box x = {0, &g}; *clone_as_bytes(&x)->p = 1; }
void d(int fd) { *receive(fd)->p = 1; }
void e(void) { struct box x = {0, &g}; *list(&x)[3]->p = 1; }
void z(void) { g = 2; }
//--- b.c
struct box *clone(const struct box *x) { struct box *y = malloc(sizeof *y); *y = *x; return y; }
struct box *clone_as_bytes(const struct box *x) { char *y = malloc(sizeof *x); memcpy(y, x, sizeof *x); return (struct box *)y; }
struct box *receive(int fd) { struct box *y = malloc(sizeof *y); read(fd, y, sizeof *y); return y; }
struct box **list(const struct box *x) { struct box **l = calloc(8, sizeof *l); for (int i = 0; i < 8; ++i) l[i] = clone(x); return l; }
