// A pointer walks over an array that may be another session's, or is not known to end where the
// session's own does.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: peers write conflict
// EXPECT: mine_or_peers write conflict
// EXPECT: mine_or_shared fill conflict
// EXPECT: rows corner by-key
// EXPECT: tail beyond conflict
// EXPECT: found write conflict
struct tail_t { int n; char bytes[2]; };
struct session { long lines; long n; char data[64]; char rows[4][16]; session *peer; char *at; tail_t *tail; };
char shared[64];
extern "C" {
void peers(session *s) { for (char *p = s->peer->data; p != s->peer->data + s->n; ++p) *p = 0; }
void mine_or_peers(session *s) { for (char *p = s->n ? s->data : s->peer->data; *p; ++p) *p = 0; }
void mine_or_shared(session *s) { for (char *p = s->n ? s->data : shared; *p; ++p) *p = 0; }
void rows(session *s) { for (char *p = s->rows[0]; p != s->rows[0] + 64; ++p) *p = 0; }
void tail(tail_t *t) { for (char *p = t->bytes; p != t->bytes + t->n; ++p) *p = 0; }
void found(session *s) { for (char *p = s->at; *p; ++p) *p = 0; }
void write(session *s) { s->data[7] = 1; }
void fill(session *) { shared[7] = 1; }
void corner(session *s) { s->rows[3][15] = 1; }
void beyond(tail_t *t) { t->bytes[9] = 1; }
}
