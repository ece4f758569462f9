// Eight characters in the midst of a session hold no object of sixty-four bytes.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: reads fills free
struct large {
  long values[8];
};
struct session {
  const large *from;
  char tag[8];
  long sum;
};
extern "C" void reads(session *s) { s->sum += s->from->values[3]; }
extern "C" void fills(session *s) { __builtin_memset(s->tag, 0, sizeof s->tag); }
