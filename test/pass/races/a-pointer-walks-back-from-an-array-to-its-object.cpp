// From an array, a constant distance leads back to the object that has it, or to its neighbour.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: back count by-key
// EXPECT: before count by-key
// EXPECT: stepped count by-key
#include <cstddef>
struct session { long n; char data[64]; long last; };
extern "C" {
void back(session *s) { char *p = s->data; reinterpret_cast<session *>(p - offsetof(session, data))->n++; }
void before(session *s) { char *p = s->data; (reinterpret_cast<session *>(p - offsetof(session, data)) - 1)->n++; }
void stepped(session *s) { char *p = s->data; p += 8; p -= 8; reinterpret_cast<session *>(p - offsetof(session, data))->n++; }
void count(session *s) { s->n++; }
}
