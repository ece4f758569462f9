// Another unit copies a job out of the bytes or numbers that a session's container has: its
// pointer leads to what other sessions' jobs lead to as well.
// RUN: %race %s %t
// EXPECT: a a conflict
// EXPECT: b b conflict
// EXPECT: c c conflict
// EXPECT: d d conflict
// EXPECT: e e conflict
// EXPECT: f f conflict
// EXPECT: h h conflict
// EXPECT: a z conflict
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: a fixed conflict
// EXPECT: c fixed conflict
// EXPECT: e z conflict
// EXPECT: f z conflict
// EXPECT: h z conflict
#include <array>
#include <cstring>
#include <list>
#include <map>
#include <string>
#include <vector>
struct room {
  long guests;
};
struct job {
  long length;
  room *in;
  job *next;
};
struct session {
  std::vector<char> chars;
  std::vector<unsigned char> bytes;
  std::vector<unsigned long> words;
  std::string text;
  std::vector<std::array<unsigned char, 64>> slots;
  std::map<int, std::vector<char>> by_number;
  std::list<std::string> lines;
};
void copy(job *to, session &s);
void copy(job *to, const std::vector<char> &from);
job get(session &s);
void from_words(job *to, session &s);
void from_text(job *to, session &s);
void from_slot(job *to, session &s);
void from_number(job *to, session &s);
void from_line(job *to, session &s);
extern "C" room lobby;
//--- a.cpp
extern "C" {
void a(session *s) {
  job j;
  copy(&j, *s);
  j.in->guests++;
}
void b(session *s) {
  job j;
  copy(&j, s->chars);
  j.in->guests++;
}
void c(session *s) { get(*s).in->guests++; }
void d(session *s) {
  job j;
  from_words(&j, *s);
  j.in->guests++;
}
void e(session *s) {
  job j;
  from_text(&j, *s);
  j.in->guests++;
}
void f(session *s) {
  job j;
  from_slot(&j, *s);
  j.in->guests++;
}
void h(session *s) {
  job j;
  from_number(&j, *s);
  j.in->guests++;
}
void i(session *s) {
  job j;
  from_line(&j, *s);
  j.in->guests++;
}
}
//--- b.cpp
void copy(job *to, session &s) { std::memcpy(to, s.chars.data(), sizeof *to); }
void copy(job *to, const std::vector<char> &from) { std::memcpy(to, from.data(), sizeof *to); }
job get(session &s) {
  job j;
  std::memcpy(&j, s.bytes.data(), sizeof j);
  return j;
}
void from_words(job *to, session &s) { std::memcpy(to, s.words.data(), sizeof *to); }
void from_text(job *to, session &s) { std::memcpy(to, s.text.data(), sizeof *to); }
void from_slot(job *to, session &s) { std::memcpy(to, s.slots[0].data(), sizeof *to); }
void from_number(job *to, session &s) { std::memcpy(to, s.by_number[1].data(), sizeof *to); }
void from_line(job *to, session &s) { std::memcpy(to, s.lines.front().data(), sizeof *to); }
room lobby;
extern "C" void z(room *r) { r->guests = 0; }
extern "C" void fixed() { lobby.guests = 0; }
