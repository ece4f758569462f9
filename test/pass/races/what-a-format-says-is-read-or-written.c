// What a format that is known prints is read. Where it stores how much has been printed, or may
// do so, that is written.
// RUN: %race %s %t
// EXPECT: a b free
// EXPECT: c d conflict
// EXPECT: e d conflict
// EXPECT: f d conflict
#include <stdio.h>
char name[64];
int printed, looked;
const char *format = "%s";
void a(void) { char out[100]; snprintf(out, sizeof out, "%-10.5s|%*d%%\n", name, 3, printed); }
void b(void) { char out[100]; sprintf(out, "%s %p\n", name, (void *)&printed); }
void c(void) { char out[100]; snprintf(out, sizeof out, "%s%n", name, &printed); }
void d(int *x) { *x = printed; }
void e(void) { char out[100]; snprintf(out, sizeof out, format, &printed); }
void f(void) { char out[100]; sprintf(out, "%d%% %5hhn", 3, (signed char *)&printed); }
