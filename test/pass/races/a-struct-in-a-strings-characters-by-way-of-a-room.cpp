// A struct lies in the characters of a string that is reached through a pointer to its session;
// somebody else copies the string.
// RUN: %race %s %t
// EXPECT: a b conflict
// EXPECT: a c conflict
#include <new>
#include <string>
struct header { int length; int kind; };
struct session { std::string buffer; };
struct room { session *current; };
extern "C" void a(room *r) { reinterpret_cast<header *>(r->current->buffer.data())->length++; }
session shared;
std::string out;
extern "C" void b() { out = shared.buffer; }
extern "C" void c(session *s) { out = s->buffer; }
int main() {
  room r{&shared};
  shared.buffer.resize(64);
  new (shared.buffer.data()) header{};
  a(&r);
  b();
}
