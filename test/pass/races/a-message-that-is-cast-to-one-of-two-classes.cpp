// A message is cast to one class with a container or to another one with a pointer in its place.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: a a conflict
// EXPECT: a count conflict
// EXPECT: b b conflict
// EXPECT: c c conflict
// EXPECT: d d conflict
#include <vector>
#include <string>
#include <list>
#include <memory>
struct msg { long kind; };
struct many : msg { std::vector<long> v; };
struct text : msg { std::string s; };
struct lst : msg { std::list<long> l; };
struct own : msg { std::unique_ptr<long> p; };
struct one : msg { long *p; };
struct chr : msg { char *p; };
extern long total;
//--- a.cpp
long total;
extern "C" {
void a(msg *m) { if (m->kind) ++static_cast<many *>(m)->v[0]; else ++*static_cast<one *>(m)->p; }
void b(msg *m) { if (m->kind) static_cast<text *>(m)->s[0] = 'x'; else ++*static_cast<chr *>(m)->p; }
void c(msg *m) { if (m->kind) for (long &n : static_cast<lst *>(m)->l) ++n; else ++*static_cast<one *>(m)->p; }
void d(msg *m) { if (m->kind) ++*static_cast<own *>(m)->p; else ++*static_cast<one *>(m)->p; }
void count(msg *) { ++total; }
}
