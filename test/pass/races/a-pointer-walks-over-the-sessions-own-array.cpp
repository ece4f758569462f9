// A pointer walks over an array that is the session's own, in the ways there are.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: pointer pointer by-key
// EXPECT: helper helper by-key
// EXPECT: ranged ranged by-key
// EXPECT: algorithm algorithm by-key
// EXPECT: backwards backwards by-key
// EXPECT: either either by-key
// EXPECT: records records by-key
// EXPECT: pointer write by-key
// EXPECT: algorithm rewrite by-key
// EXPECT: either rewrite by-key
// EXPECT: records rename by-key
// EXPECT: pointer rename free
// EXPECT: records write by-key
#include <algorithm>
#include <array>
struct record { int id; char name[12]; };
struct session { long lines; long n; char data[1024]; std::array<char, 512> more; record records[16]; long last; };
static long count(const char *b, const char *e) { long n = 0; while (b != e) n += *b++ == '\n'; return n; }
extern "C" {
void pointer(session *s) { for (char *p = s->data; p != s->data + s->n; ++p) s->lines += *p == '\n'; }
void helper(session *s) { s->lines += count(s->data, s->data + s->n) + count(&s->data[s->n], s->data + 1024); }
void ranged(session *s) { for (char c : s->data) s->lines += c == '\n'; for (char &c : s->more) c = 0; }
void algorithm(session *s) { s->lines += std::count(s->more.begin(), s->more.begin() + s->n, '\n'); }
void backwards(session *s) { for (char *p = s->data + s->n; p != s->data; --p) s->lines += p[-1] == '\n'; }
void either(session *s) { const char *p = s->n ? s->data : s->more.data(); while (*p) s->lines += *p++ == '\n'; }
void records(session *s) { for (record *r = s->records; r != s->records + s->n; ++r) ++r->id; }
void write(session *s) { s->data[7] = 1; }
void rewrite(session *s) { s->more[8] = 1; }
void rename(session *s) { s->records[3].name[0] = 1; s->records[4].id = 2; }
}
