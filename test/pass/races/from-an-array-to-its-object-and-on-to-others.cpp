// From an array back to its object, and from there on to other objects, or to its members by table.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: others set conflict
// EXPECT: by_table set conflict
// EXPECT: strided tag conflict
// EXPECT: first_others set conflict
#include <cstddef>
struct link { int a, b; };
struct session { link first[2]; long n; int k; link links[2]; int x, y, z; char tag[8]; long end; };
static const std::size_t places[] = {offsetof(session, x), offsetof(session, y), offsetof(session, z)};
static session *of(link *l) { return reinterpret_cast<session *>(reinterpret_cast<char *>(l) - offsetof(session, links)); }
extern "C" {
void others(session *s) { of(s->links)[s->k].z = 1; }
void by_table(session *s) { session *o = of(s->links); *reinterpret_cast<int *>(reinterpret_cast<char *>(o) + places[s->n]) = 1; }
void strided(session *s) { char *p = s->tag; for (long i = 0; i < s->n; ++i, p += sizeof(session)) *p = 0; }
void first_others(session *s) { reinterpret_cast<session *>(s->first)[s->k].z = 1; }
void set(session *s) { s->z = 1; }
void tag(session *s) { s->tag[0] = 1; }
}
