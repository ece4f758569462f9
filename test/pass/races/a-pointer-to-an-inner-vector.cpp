// A pointer to an inner vector.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <vector>
struct c {
  std::vector<std::vector<int>> rows;
};
extern "C" void a(c *x) { x->rows[1][0] = 1; }
extern "C" void b(std::vector<int> *row) { (*row)[0] = 2; }
