// Pure functions may write their own variables.
// RUN: %verify %s
// expected-no-diagnostics
#include <string>

struct pair {
  int a, b[3];
};
[[polychrome::pure]] int f(const int *p, int n, pair by_value) {
  int sum = 0;
  pair mine;
  for (int i = 0; i < n; ++i)
    sum += p[i];
  mine.b[1] = sum;
  by_value.a = 3;
  n = 4;
  std::string text;
  text = "a";
  int *own = &sum;
  *own = 3;
  return mine.b[1] + by_value.a;
}
int not_pure(int *p) { return *p = 1; }
