// Character traits that count in a global, in everything that a string does with them.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
// EXPECT: h z conflict
// EXPECT: i z conflict
#include <string>
long made;
struct counting : std::char_traits<char> {
  static int compare(const char *a, const char *b, std::size_t n) { ++made; return std::char_traits<char>::compare(a, b, n); }
  static std::size_t length(const char *a) { ++made; return std::char_traits<char>::length(a); }
  static const char *find(const char *a, std::size_t n, const char &c) { ++made; return std::char_traits<char>::find(a, n, c); }
  static char *copy(char *a, const char *b, std::size_t n) { ++made; return std::char_traits<char>::copy(a, b, n); }
  static char *move(char *a, const char *b, std::size_t n) { ++made; return std::char_traits<char>::move(a, b, n); }
  static void assign(char &a, const char &b) { ++made; a = b; }
  static char *assign(char *a, std::size_t n, char c) { ++made; return std::char_traits<char>::assign(a, n, c); }
};
using text = std::basic_string<char, counting>;
struct session { text t, u; long n; };
extern "C" void a(session *s) { s->n = s->t.compare(s->u); }
extern "C" void c(session *s) { s->n = s->t.find("abc"); }
extern "C" void d(session *s) { s->t = "hello"; }
extern "C" void e(session *s) { s->t.erase(1, 2); }
extern "C" void f(session *s) { s->t.insert(0, "x"); }
extern "C" void h(session *s) { s->t.resize(40); }
extern "C" void i(session *s) { s->n = s->t == s->u; }
extern "C" void z() { made = 0; }
