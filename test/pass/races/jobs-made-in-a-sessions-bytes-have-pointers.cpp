// A job made in a session's bytes has a pointer, and it leads to what other sessions' jobs lead
// to as well.
// RUN: %race %s %t
// EXPECT: a a conflict
// EXPECT: b b conflict
// EXPECT: c c conflict
// EXPECT: d d conflict
// EXPECT: a b conflict
// EXPECT: a z conflict
// EXPECT: b z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: a any conflict
// EXPECT: a fixed conflict
// EXPECT: b fixed conflict
// EXPECT: c fixed conflict
// EXPECT: d fixed conflict
// EXPECT: e e conflict
// EXPECT: e z conflict
#include <cstddef>
#include <memory>
#include <new>
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
  std::unique_ptr<unsigned char[]> block;
  std::vector<std::vector<char>> all;
  std::vector<std::byte> std_bytes;
  room *cur;
};
room lobby;
extern "C" {
void make(session *s, room *r) {
  new (s->chars.data()) job{1, r};
  new (s->bytes.data()) job{1, r};
  new (s->block.get()) job{1, r};
  new (s->all[0].data()) job{1, r};
}
void a(session *s) { reinterpret_cast<job *>(s->chars.data())->in->guests++; }
void b(session *s) { reinterpret_cast<job *>(s->bytes.data())->in->guests++; }
void c(session *s) { reinterpret_cast<job *>(s->block.get())->in->guests++; }
void d(session *s) { reinterpret_cast<job *>(s->all[0].data())->in->guests++; }
void e(session *s) { reinterpret_cast<job *>(s->bytes.data())->next->in->guests++; }
void z(room *r) { r->guests = 0; }
void any(session *s) { s->cur->guests = 0; }
void fixed() { lobby.guests = 0; }
}
