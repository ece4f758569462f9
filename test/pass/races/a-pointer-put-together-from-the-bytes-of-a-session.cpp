// A pointer is put together again from bytes that lie in the session: by a loop, with shifts, and
// from a container of bytes.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: copied reset conflict
// EXPECT: shifted reset conflict
// EXPECT: halves reset conflict
// EXPECT: from_vector reset conflict
#include <cstdint>
#include <vector>
struct room { long guests; };
struct session { long n; unsigned char raw[8]; room *in; unsigned low, high; std::vector<char> chars; };
room lobby;
extern "C" {
void copied(session *s) { room *r; for (int i = 0; i != 8; ++i) reinterpret_cast<unsigned char *>(&r)[i] = s->raw[i]; r->guests++; }
void shifted(session *s) { std::uintptr_t v = 0; for (int i = 0; i != 8; ++i) v |= std::uintptr_t(s->raw[i]) << (8 * i); reinterpret_cast<room *>(v)->guests++; }
void halves(session *s) { reinterpret_cast<room *>(std::uintptr_t(s->high) << 32 | s->low)->guests++; }
void from_vector(session *s) { room *r; for (int i = 0; i != 8; ++i) reinterpret_cast<char *>(&r)[i] = s->chars[i]; r->guests++; }
void reset(session *) { lobby.guests = 0; }
}
