// A monotonic buffer that two sessions share.
// RUN: %race %s %t
// EXPECT: a a conflict
#include <memory_resource>
#include <vector>
struct session { std::pmr::vector<int> v; };
char raw[4096];
std::pmr::monotonic_buffer_resource all(raw, sizeof raw);
extern "C" void a(session *s) { s->v.push_back(3); }
int main() { session s{std::pmr::vector<int>(&all)}; a(&s); }
