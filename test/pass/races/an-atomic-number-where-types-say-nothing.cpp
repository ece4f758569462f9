// The same without strict aliasing: a number that is written through any pointer may be the counter.
// RUN: %race %s %t -fno-strict-aliasing
// EXPECT: add link conflict
// EXPECT: add measure conflict
#include <atomic>
struct node {
  node *next;
};
std::atomic<long> counter;
node **links;
double *doubles;
extern "C" {
void add() { counter.fetch_add(1, std::memory_order_relaxed); }
void link() { *links = nullptr; }
void measure() { *doubles = 1; }
}
