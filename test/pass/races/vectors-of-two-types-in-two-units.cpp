// LLVM gives the vectors of two units one name. What one holds says nothing of the other's
// header, in which no number of a session can lie.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: store first free
// EXPECT: store sum free
// EXPECT: store longest free
// EXPECT: grow first conflict
// EXPECT: grow sum free
#include <vector>
struct session {
  unsigned long id;
  short state;
  unsigned long sum;
};
extern "C" unsigned long total(unsigned long n);
//--- one.cpp
std::vector<short> table(8);
extern "C" {
void store(session *s) { s->state = 3; }
void first(session *s) { s->sum = table[0]; }
void sum(session *s) { s->sum = total(s->id); }
void longest(session *s) { s->sum = table.size(); }
void grow(session *s) { table.push_back(s->state); }
}
//--- two.cpp
std::vector<unsigned long> numbers(8);
extern "C" unsigned long total(unsigned long n) { return numbers[n]; }
