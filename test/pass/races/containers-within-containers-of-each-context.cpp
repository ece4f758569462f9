// Containers within the containers of each context.
// RUN: %race --levels=-O2 %s %t
// EXPECT: rows rows apart
// EXPECT: text text apart
#include <deque>
#include <list>
#include <map>
#include <string>
#include <vector>
struct session {
  long id;
  std::vector<std::vector<int>> grid;
  std::list<int> numbers;
  std::deque<std::string> pending;
  std::map<int, int> counts;
  std::string buffer;
};
extern "C" void rows(session *s) { s->grid[1][0] = 1; }
extern "C" void queue(session *s) {
  for (int &n : s->numbers)
    ++n;
  s->pending.front()[0] = 'x';
}
extern "C" void names(session *s) {
  for (auto &[k, n] : s->counts)
    ++n;
}
extern "C" void text(session *s) { s->buffer[0] = 'y'; }
