// Two fields through pointers.
// RUN: %race %s %t
// EXPECT: a b free
struct conn { int in; int out; };
struct conn c;
void a(void) { struct conn *p = &c; p->in++; }
void b(void) { struct conn *p = &c; p->out++; }
