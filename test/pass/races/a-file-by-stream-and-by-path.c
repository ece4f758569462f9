// A file by stream and by path.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <stdio.h>
#include <sys/stat.h>
void a(FILE *f) { fputs("hello", f); fflush(f); }
void b(struct stat *s) { stat("/tmp/x", s); }
