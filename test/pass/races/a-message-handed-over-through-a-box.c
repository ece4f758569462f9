// A message handed over through a box.
// RUN: %race %s %t
// EXPECT: give take conflict
// EXPECT: give give conflict
struct msg { int n; };
struct msg *box;
void give(struct msg *m) { m->n = 1; box = m; }
void take(void) { if (box) { box->n = 2; box = 0; } }
