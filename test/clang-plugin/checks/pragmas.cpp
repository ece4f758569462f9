// Clang's own groups, and what is wrong with a pragma, are as without the plugin.
// RUN: %verify %s -Wall
// RUN: %verify-c -x c -Wall %s

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunused-variable"
void f() { int unused; }
#pragma clang diagnostic pop
void g() { int unused; } // expected-warning {{unused variable}}
#pragma GCC diagnostic error "-Wunused-variable"
void h() { int unused; } // expected-error {{unused variable}}
#pragma GCC diagnostic warning "-Wunused-variable"
_Pragma("clang diagnostic ignored \"-Wunused-variable\"") void i() { int unused; }

#pragma clang diagnostic pop // expected-warning {{no matching push}}
#pragma clang diagnostic "x" // expected-warning {{expected 'error', 'warning'}}
#pragma clang diagnostic loud "-Wall" // expected-warning {{expected 'error', 'warning'}}
#pragma clang diagnostic ignored "all" // expected-warning {{expected option name}}
#pragma clang diagnostic ignored "-Wnothing-of-the-sort" // expected-warning {{unknown warning group}}
#pragma clang diagnostic ignored "-Wpolychrome-nothing-of-the-sort" // expected-warning {{unknown warning group}}
#pragma clang diagnostic ignored "-Wall" more // expected-warning {{unexpected token}}
#pragma clang diagnostic push more // expected-warning {{unexpected token}}
