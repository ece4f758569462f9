// What is changed through a pointer to the base may be a container's element, though the same code may cast the pointer to a derived class.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: element touch conflict
// EXPECT: global_element touch conflict
// EXPECT: member touch conflict
// EXPECT: owned touch conflict
#include <vector>
#include <memory>
struct plain { long kind, n; };
struct more : plain { long extra; };
struct room { std::vector<plain> all; };
struct holder { plain first; long z; };
struct owner { std::unique_ptr<plain> one; };
extern std::vector<plain> all;
extern holder one;
//--- a.cpp
std::vector<plain> all;
holder one;
extern "C" {
void element(room *r) { ++r->all[0].n; }
void global_element(room *) { ++all[0].n; }
void member(room *) { ++one.first.n; }
void owned(owner *o) { ++o->one->n; }
void touch(plain *p) { ++p->n; if (p->kind) ++static_cast<more *>(p)->extra; }
}
