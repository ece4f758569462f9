// A variable renamed by an asm label.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.c
int real = 1;
void a(void) { real = 5; }
//--- b.c
extern int other __asm__("real");
void b(void) { other = 2; }
