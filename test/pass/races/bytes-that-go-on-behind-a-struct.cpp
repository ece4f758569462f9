// The characters that end a session may go on behind it, as far as it was allocated.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: reads fills conflict
struct large {
  long values[8];
};
struct session {
  const large *from;
  long sum;
  char rest[8];
};
extern "C" void reads(session *s) { s->sum += s->from->values[3]; }
extern "C" void fills(session *s) { __builtin_memset(s->rest, 0, sizeof s->rest); }
