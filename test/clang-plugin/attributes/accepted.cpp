// The attributes where they mean something, in C++ and in C.
// RUN: %verify %s
// RUN: %verify-c -x c -std=c17 %s
// expected-no-diagnostics

#ifdef __cplusplus
namespace program {
[[polychrome::independent]] static int cache_;
template <typename T> struct table {
  [[polychrome::commutes]] T lookups;
  [[polychrome::pure]] bool has(int) const;
  [[polychrome::independent]] T *last;
};
table<long> all;
using function = void (*)(int *);
function lambda = [] [[polychrome::handler]] (int *p) { ++*p; };
[[using polychrome: handler]] void one(int *);
template <typename V> [[polychrome::handler]] void any(V);
[[polychrome::handler]] void values(float, bool, double, table<long> *);
[[gnu::cold, polychrome::handler]] void two(int *);
} // namespace program
#endif

struct [[gnu::packed]] counts {
  [[polychrome::commutes]] unsigned long hits;
  [[polychrome::independent]] int table[4];
};
[[polychrome::commutes]] long hits;
[[polychrome::handler]] void on_hit(struct counts *c);
[[polychrome::handler]] void on_hit(struct counts *c) {
  hits += 1;
  c->hits++;
}
[[polychrome::pure]] int digest(const char *p);
[[polychrome::independent]] void note(int n);
