// Bytes from the end of a header that a message begins with are the message's.
// RUN: %race %s %t
// EXPECT: a c conflict
// EXPECT: a2 c conflict
// EXPECT: a3 c conflict
#include <cstddef>
#include <cstring>
#include <unistd.h>
struct header {
  int len;
  int kind;
  bool ok() const { return kind != 0; }
};
struct message : header {
  char text[24];
  int sum;
};
struct session {
  message *m;
  int fd;
};
extern "C" void mk(session *s, message *m) { s->m = m; }
// receives the rest of the message, whose length is in its header
extern "C" void a(session *s) {
  message *m = s->m;
  if (m->ok())
    read(s->fd, reinterpret_cast<char *>(m) + sizeof(m->len), m->len);
}
extern "C" void a2(session *s) {
  message *m = s->m;
  read(s->fd, &m->kind, m->len);
}
extern "C" void a3(session *s) {
  message *m = s->m;
  std::size_t at = offsetof(header, kind);
  read(s->fd, reinterpret_cast<char *>(m) + at, static_cast<header *>(m)->len);
}
extern "C" void c(message *m) { m->sum = 5; }
