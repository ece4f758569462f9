// std::atomic's accesses are of the type of its number: what writes a pointer or a double through a
// pointer of which nothing is known meets no atomic counter, what writes a number of that type, or
// characters, does. Each member function counts as what it does.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: add link free
// EXPECT: add measure free
// EXPECT: add number conflict
// EXPECT: add enumerate free
// EXPECT: add bytes conflict
// EXPECT: swap link free
// EXPECT: swap number conflict
// EXPECT: load link free
// EXPECT: load number conflict
// EXPECT: store number conflict
// EXPECT: flag link free
// EXPECT: flag boolean conflict
// EXPECT: compare number conflict
#include <atomic>
struct node {
  node *next;
};
struct session {
  long n;
};
enum class color : int { red, green };
std::atomic<long> counter;
std::atomic<bool> on;
node **links;
double *doubles;
long *longs;
color *colors;
unsigned char *chars;
bool *bools;
extern "C" {
void add() { counter.fetch_add(1, std::memory_order_relaxed); }
void swap(session *s) { s->n = counter.exchange(3); }
void load(session *s) { s->n = counter.load(); }
void store() { counter = 7; }
void compare(session *s) { counter.compare_exchange_strong(s->n, 4); }
void flag() { on.store(true); }
void link() { *links = nullptr; }
void measure() { *doubles = 1; }
void number() { *longs = 1; }
void enumerate() { *colors = color::red; }
void bytes() { *chars = 1; }
void boolean() { *bools = true; }
}
