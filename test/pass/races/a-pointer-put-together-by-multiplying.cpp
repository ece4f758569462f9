// Bytes of a session, multiplied by powers of two and added, are an address.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: takes count conflict
struct counter {
  int n;
};
counter total;
struct session {
  unsigned char bytes[8];
};
extern "C" void takes(session *s) {
  unsigned long address = 0;
  for (int i = 0; i != 8; ++i)
    address = address * 256 + s->bytes[i];
  ++reinterpret_cast<counter *>(address)->n;
}
extern "C" void count() { ++total.n; }
