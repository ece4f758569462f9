// Handlers that use different fields of one context are independent.
// RUN: %listing | FileCheck %s
// RUN: %listing -O0 | FileCheck %s
// RUN: %listing -DTWIN | FileCheck %s --check-prefix=TWIN
#include <polychrome/polychrome.h>
struct conn { int in; int out; };
POLYCHROME_HANDLER void receive(struct conn *c) { c->in++; }
#ifdef TWIN
POLYCHROME_HANDLER void send(struct conn *c) { c->in++; }
#else
POLYCHROME_HANDLER void send(struct conn *c) { c->out++; }
#endif

// CHECK: cell receive | send = 00
// TWIN: cell receive | send = 10
