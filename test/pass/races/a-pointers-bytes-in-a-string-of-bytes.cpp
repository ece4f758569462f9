// A pointer's bytes in a string that is no std::string, and back.
// RUN: %race %s %t -std=c++17
// EXPECT: ustr count conflict
#include <cstring>
#include <string>
struct counter {
  int n;
};
extern counter total;
counter *lookup();
//--- h.cpp
extern "C" void ustr() {
  std::basic_string<unsigned char> s(20, 0);
  counter *c = lookup(), *d;
  for (unsigned i = 0; i != sizeof c; ++i)
    s[i] = reinterpret_cast<unsigned char *>(&c)[i];
  std::memcpy(&d, s.data(), sizeof d);
  ++d->n;
}
extern "C" void count() { ++total.n; }
//--- o.cpp
counter total;
counter *lookup() { return &total; }
