// A message that a posted lambda owns is handed on to a list that others read.
// RUN: %race %s %t
// EXPECT: give read conflict
// EXPECT: read read conflict
// EXPECT: note read conflict
#include <functional>
#include <memory>
#include <vector>
struct message { long n; };
std::vector<std::unique_ptr<message>> all;
message *last;
struct session { std::unique_ptr<message> m; };
extern "C" void give(session *s) { auto f = [m = std::move(s->m)]() mutable { all.push_back(std::move(m)); }; f(); }
extern "C" void note(session *s) { auto f = [m = std::move(s->m)]() mutable { last = m.get(); ++m->n; all.push_back(std::move(m)); }; f(); }
extern "C" void read() { for (auto &m : all) ++m->n; }
