// Another unit fills its caller's containers with new objects that lead to a variable.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
#include <map>
#include <memory>
#include <string>
#include <vector>
struct item { long *p; };
void fill(std::vector<std::unique_ptr<item>> &v);
void fill(std::map<std::string, item> &m);
void fill(std::vector<item *> *v);
struct builder { std::vector<item *> v; item *last = nullptr; builder &add(); };
//--- a.cpp
extern "C" void a() { std::vector<std::unique_ptr<item>> v; fill(v); ++*v[0]->p; }
extern "C" void c() { std::map<std::string, item> m; fill(m); ++*m["x"].p; }
extern "C" void d() { std::vector<item *> v; fill(&v); ++*v.back()->p; }
extern "C" void e() { builder b; ++*b.add().add().last->p; }
//--- b.cpp
static long g;
void fill(std::vector<std::unique_ptr<item>> &v) { v.push_back(std::unique_ptr<item>(new item{&g})); }
void fill(std::map<std::string, item> &m) { m["x"].p = &g; }
void fill(std::vector<item *> *v) { v->push_back(new item{&g}); }
builder &builder::add() { last = new item{&g}; v.push_back(last); return *this; }
extern "C" void z() { g = 0; }
