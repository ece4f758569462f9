// What is marked as commuting is updated by operators that do, of one kind.
// RUN: %verify %s
// RUN: not %fixits %s 2>&1 | FileCheck %s
// RUN: %fixits %s -fplugin-arg-polychrome-Wno-error=polychrome-commutes 2>&1 | FileCheck %s --check-prefix=WARNING
// WARNING: warning: 'hits' is marked

[[polychrome::commutes]] long hits;
struct statistics {
  [[polychrome::commutes]] int reads;
  [[polychrome::commutes]] unsigned flags;
} stats;

void update(long *);
void look(const long &);

long misused(int k) {
  hits = 0;  // expected-error {{'hits' is marked 'polychrome::commutes', but this does not commute with other updates: use ++, --, +=, -=, |=, &= or ^=, and not its value [-Wpolychrome-commutes]}}
  hits *= 2; // expected-error {{does not commute}}
  hits <<= 1; // expected-error {{does not commute}}
  long id = hits++; // expected-error {{does not commute}}
  if (++stats.reads > 3) // expected-error {{does not commute}}
    id = 3;
  update(&hits); // expected-error {{updates by a reference or a pointer to it cannot be seen}}
  long &alias = hits; // expected-error {{cannot be seen}}
  hits = hits + k; // expected-error {{does not commute}}
  // CHECK: fix-it:"{{.*}}commutes.cpp":{[[@LINE-1]]:8-[[@LINE-1]]:16}:"+="
  stats.reads = stats.reads - 1; // expected-error {{does not commute}}
  // CHECK: fix-it:"{{.*}}commutes.cpp":{[[@LINE-1]]:15-[[@LINE-1]]:30}:"-="
  hits = k + hits; // expected-error {{does not commute}}
  stats.flags |= 4; // expected-note {{which are by another operator}}
  stats.flags &= 3; // expected-error {{does not commute with its other updates}}
  return id + alias;
}

template <typename T> struct table {
  [[polychrome::commutes]] T lookups = 0;
  T next() { return ++lookups; } // expected-error {{does not commute}}
};
template struct table<long>;
