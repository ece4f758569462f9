// A string in a vector by pointer, its characters in place or not.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a c conflict
#include <string>
#include <vector>
struct session { std::vector<std::string> names; };
extern "C" void a(session *s) { s->names[1][0] = 'x'; }
extern "C" void b(std::string *s) { (*s)[1] = 'y'; }
extern "C" void c(char *s) { s[2] = 'z'; }
