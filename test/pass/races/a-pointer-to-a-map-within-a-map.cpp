// A pointer to a map within a map.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <map>
#include <string>
struct room { std::map<int, std::string> names; };
struct house { std::map<int, room> rooms; };
extern "C" void a(house *x) { x->rooms[1].names[0] = "a"; }
extern "C" void b(room *r) { r->names[0] = "b"; }
