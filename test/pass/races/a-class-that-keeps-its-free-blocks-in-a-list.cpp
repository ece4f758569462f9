// A class that keeps its free blocks in a list.
// RUN: %race %s %t
// EXPECT: use drop conflict
// EXPECT: use2 drop conflict
#include <cstddef>
#include <new>
struct node { node *next; };
struct buffer { long a, b; static node *head;
  static void *operator new(std::size_t n) { if (!head) return ::operator new(n); node *x = head; head = x->next; return x; }
  static void operator delete(void *p) { node *x = static_cast<node *>(p); x->next = head; head = x; } };
node *buffer::head;
struct session { buffer *b; session *peer; };
extern "C" void use(session *s) { s->b->a++; }
extern "C" void use2(session *s) { s->peer->b->b++; }
extern "C" void drop(session *s) { delete s->b; s->b = nullptr; }
