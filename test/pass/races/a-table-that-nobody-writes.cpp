// A global table that is not const, but only read by every unit, concerns nobody: neither the
// table nor the text that its pointers lead to. Not so if some unit writes it, or lets its
// address go, be it in code that no handler reaches.
// RUN: %race --levels=-O2 %s %t -std=c++17
// EXPECT: look look apart
// EXPECT: look note free
// EXPECT: look_by_range note free
// EXPECT: look_through note free
// EXPECT: look_written change conflict
// EXPECT: look_lent through conflict
// EXPECT: look_passed through conflict
// EXPECT: look_kept through conflict
// EXPECT: look_numbers note_number conflict
// EXPECT: look_swapped note_buffer conflict
#include <cstddef>
#include <cstring>
struct mapping {
  const char *extension;
  const char *type;
};
struct session {
  int first;
  long *last;
};
extern mapping table[3], written[2], lent[2], passed[2], kept[2], swapped[1];
extern int *numbers[2];
extern mapping *somewhere;
void lend(mapping *);

//--- table.cpp
mapping table[3] = {{"gif", "image/gif"}, {"html", "text/html"}, {"jpg", "image/jpeg"}};
mapping written[2] = {{"gif", "image/gif"}, {"html", "text/html"}};
mapping lent[2] = {{"gif", "image/gif"}, {"html", "text/html"}};
mapping passed[2] = {{"gif", "image/gif"}, {"html", "text/html"}};
mapping kept[2] = {{"gif", "image/gif"}, {"html", "text/html"}};
static char buffer[16] = "gif";
mapping swapped[1] = {{buffer, "image/gif"}};
static int one, two;
int *numbers[2] = {&one, &two};
mapping *somewhere;

static bool is(const mapping *m, const session *s) { return m->extension[0] == s->first; }

extern "C" int look(session *s) {
  for (std::size_t i = 0; i != 3; ++i)
    if (table[i].extension[0] == s->first)
      return table[i].type[0];
  return 0;
}
extern "C" int look_by_range(session *s) {
  for (mapping m : table)
    if (m.extension[0] == s->first)
      return m.type[0];
  return 0;
}
extern "C" int look_through(session *s) { return is(&table[1], s) ? table[1].type[0] : 0; }
extern "C" int look_written(session *s) { return written[1].extension[0] + s->first; }
extern "C" int look_lent(session *s) { return lent[1].extension[0] + s->first; }
extern "C" int look_passed(session *s) { return passed[1].extension[0] + s->first; }
extern "C" int look_kept(session *s) { return kept[1].extension[0] + s->first; }
extern "C" int look_numbers() { return *numbers[1]; }
extern "C" void note_number() { ++two; }
extern "C" int look_swapped() { return swapped[0].extension[0]; }
extern "C" void note_buffer() { buffer[0] = 'x'; }
extern "C" void note(session *s) { *s->last = 1; }

//--- others.cpp
extern "C" void change() { written[1].extension = "png"; }
extern "C" void through() { somewhere->extension = "png"; }
void unused() {
  somewhere = lent;
  lend(passed);
}

//--- more.cpp
void lend(mapping *m) { somewhere = m; }

//--- start.cpp
static mapping *all[] = {kept};
int main(int argc, char **) {
  if (argc > 5)
    somewhere = all[0];
  std::strlen(table[0].type);
}
