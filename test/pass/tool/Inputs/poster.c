// Not compiled: the lines that the scenario `poster` names.
struct conn {
  int x;
  int y;
  int z;
};
int ga, gb, gc;

void A(struct conn *c) {
  ga = 1;
  c->x = 1;
}

void B(struct conn *c) {
  gb = 1;
  c->y = c->x;
  c->y = 2;
}

void C(struct conn *c) {
  gc = 1;
}

void D(struct conn *c) {
  gb = 2;
  c->z = c->x;
  c->z = 3;
}
