// The bytes of a pointer are changed as they are copied: masked, chosen, turned, decoded from text.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: masked reset conflict
// EXPECT: chosen reset conflict
// EXPECT: escaped reset conflict
// EXPECT: decoded reset conflict
// EXPECT: shifted reset conflict
// EXPECT: changed set conflict
#include <cstdint>
#include <cstring>
struct room { long guests; };
struct session { long n; unsigned char raw[16]; long z; };
room lobby;
extern "C" {
void masked(session *s) { room *r; auto *d = reinterpret_cast<unsigned char *>(&r); for (int i = 0; i != 8; ++i) d[i] = s->raw[i] & 0xff; r->guests++; }
void chosen(session *s) { room *r; auto *d = reinterpret_cast<unsigned char *>(&r); for (int i = 0; i != 8; ++i) d[i] = i < s->n ? s->raw[i] : 0; r->guests++; }
void escaped(session *s) { room *r; auto *d = reinterpret_cast<unsigned char *>(&r), *e = d + 8, *p = s->raw; while (d != e) { int c = *p++; if (c == 27) c = *p++ ^ 32; *d++ = static_cast<unsigned char>(c); } r->guests++; }
void decoded(session *s) { unsigned char b[8]; for (int i = 0; i != 8; ++i) b[i] = static_cast<unsigned char>((s->raw[2 * i] - 'a') << 4 | (s->raw[2 * i + 1] - 'a')); room *r; std::memcpy(&r, b, 8); r->guests++; }
void shifted(session *s) { room *rs[4]; for (int k = 0; k != 4; ++k) { std::uint64_t v = 0; for (int i = 0; i != 8; ++i) v |= std::uint64_t(s->raw[i]) << (8 * i); std::memcpy(&rs[k], &v, 8); } rs[s->n]->guests++; }
void changed(session *s) { session *t = s; auto *d = reinterpret_cast<unsigned char *>(&t); for (int i = 0; i != 8; ++i) d[i] = s->raw[i] ^ 1; t->z = 1; }
void reset(session *) { lobby.guests = 0; }
void set(session *s) { s->z = 1; }
}
