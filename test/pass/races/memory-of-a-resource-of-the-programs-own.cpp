// Memory of a resource of one's own.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a c conflict
#include <memory_resource>
#include <vector>
struct arena : std::pmr::memory_resource { char raw[4096]; unsigned used = 0;
  void *do_allocate(std::size_t n, std::size_t) override { used += n; return raw + used - n; }
  void do_deallocate(void *, std::size_t, std::size_t) override {}
  bool do_is_equal(const memory_resource &o) const noexcept override { return this == &o; } };
arena all;
struct session { std::pmr::vector<int> v{&all}; };
extern "C" void a(session *s) { s->v.push_back(3); }
extern "C" void b() { all.used = 0; }
extern "C" void c(session *s) { s->v.resize(30); }
int main() { session s; a(&s); }
