// Character traits that count.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <string>
int n; struct tr : std::char_traits<char> { static int compare(const char *a, const char *b, size_t k) { n++; return 0; } static char *copy(char *d, const char *s, size_t k) { n++; return std::char_traits<char>::copy(d, s, k); } };
struct c { std::basic_string<char, tr> s; };
extern "C" void a(c *x) { x->s.append("yy", 2); }
extern "C" void b() { n = 0; }
