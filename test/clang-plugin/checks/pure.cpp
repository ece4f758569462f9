// A function that is marked as pure, and writes what it does not own.
// RUN: %verify %s

int calls;
struct node {
  int n;
  int last;
  [[polychrome::pure]] int sum(int k) {
    last = k; // expected-error {{'sum' is marked 'polychrome::pure', but writes what others can see [-Wpolychrome-pure]}}
    this->n += k; // expected-error {{writes what others can see}}
    return n + k;
  }
};
[[polychrome::pure]] int f(node *p, int &r, int *a) {
  static int memo;
  ++calls;    // expected-error {{writes what others can see}}
  p->last = 1; // expected-error {{writes what others can see}}
  r = 2;      // expected-error {{writes what others can see}}
  a[1] = 3;   // expected-error {{writes what others can see}}
  *a = 4;     // expected-error {{writes what others can see}}
  memo = 5;   // expected-error {{writes what others can see}}
  return 0;
}
