// A shared volatile counter.
// RUN: %race %s %t
// EXPECT: worker worker conflict
volatile int counter;
void worker(void *arg) { for (int i = 0; i < 100; i++) counter++; }
