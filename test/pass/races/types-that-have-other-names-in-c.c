// A header is shared by a unit in C and one in C++: _Bool, enumerations, char16_t and wchar_t
// have other names in C++, where TBAA has another root, too. Types of two roots say nothing of
// each other.
// RUN: %race %s %t -lstdc++
// EXPECT: stop check conflict
// EXPECT: paint repaint conflict
// EXPECT: letter reletter conflict
// EXPECT: wide rewide conflict
// EXPECT: member remember conflict
// EXPECT: colour recolour conflict
#ifdef __cplusplus
typedef bool flag;
extern "C" {
#else
#include <stdbool.h>
#include <uchar.h>
#include <wchar.h>
typedef bool flag;
#endif
enum colour_of { RED, GREEN };
struct conn {
  long n;
  flag closing;
  enum colour_of c;
};
struct session {
  struct conn *cur;
  flag *stop;
  enum colour_of *c;
  char16_t *text;
  wchar_t *wide;
};
#ifdef __cplusplus
}
#endif
//--- a.c
void stop(struct session *s) { *s->stop = 1; }
void paint(struct session *s) { *s->c = GREEN; }
void letter(struct session *s) { s->text[0] = 1; }
void wide(struct session *s) { s->wide[0] = 1; }
void member(struct session *s) { s->cur->closing = 1; }
void colour(struct session *s) { s->cur->c = GREEN; }
//--- b.cpp
extern "C" {
void check(session *s) { *s->stop = 0; }
void repaint(session *s) { *s->c = RED; }
void reletter(session *s) { s->text[0] = 0; }
void rewide(session *s) { s->wide[0] = 0; }
void remember(session *s) { s->cur->closing = 0; }
void recolour(session *s) { s->cur->c = RED; }
}
