// An attribute where it means nothing is an error, and removing it is offered.
// RUN: %verify %s
// RUN: not %fixits %s 2>&1 | FileCheck %s
#include <atomic>

[[polychrome::handler]] int variable; // expected-error {{'polychrome::handler' applies to functions and lambdas only}}
// CHECK: fix-it:"{{.*}}misuse.cpp":{[[@LINE-1]]:1-[[@LINE-1]]:25}:""
[[polychrome::handler]] int main() {} // expected-error {{does not apply to main}}
[[polychrome::handler]] void printing(const char *, ...); // expected-error {{variable arguments}}
[[polychrome::handler(1)]] void argument(); // expected-error {{'polychrome::handler' takes no arguments}}
// CHECK: fix-it:"{{.*}}misuse.cpp":{[[@LINE-1]]:22-[[@LINE-1]]:25}:""

struct text {
  text(const text &);
  char *p;
};
struct pair {
  int *a, *b;
};
[[polychrome::handler]] void by_text(text); // expected-error {{'polychrome::handler' takes pointers and integers, but a parameter of type 'text' is not trivially copyable: pass a pointer to it}}
[[polychrome::handler]] void by_pair(int, pair); // expected-error {{a parameter of type 'pair' is larger than a pointer}}
[[polychrome::handler]] void by_reference(const text &); // expected-error {{is a reference: pass a pointer}}
[[polychrome::handler]] void by_long_double(long double); // expected-error {{is larger than a pointer}}
[[polychrome::handler]] void by_seven(int, int, int, int, int, int, int); // expected-error {{more than 6 parameters}}

struct object {
  [[polychrome::handler]] void member(); // expected-error {{pass the object as a parameter}}
  [[polychrome::handler]] static void of_class();
  [[polychrome::commutes]] unsigned bits : 3; // expected-error {{does not apply to bit-fields}}
  [[polychrome::commutes]] std::atomic<int> known; // expected-error {{is not needed on atomics}}
  [[polychrome::independent]] int &reference; // expected-error {{does not apply to references}}
  [[polychrome::commutes]] volatile int device; // expected-error {{volatile}}
  [[polychrome::pure]] int field; // expected-error {{applies to functions only}}
};
[[polychrome::commutes]] double sum; // expected-error {{does not apply to floating point}}
[[polychrome::commutes]] bool flag; // expected-error {{applies to integers of at most 64 bits only}}
[[polychrome::commutes]] __int128 wide; // expected-error {{applies to integers of at most 64 bits only}}
[[polychrome::commutes]] const int fixed = 1; // expected-error {{nothing updates it}}
[[polychrome::commutes]] thread_local int own; // expected-error {{thread_local}}
[[polychrome::commutes]] void function(); // expected-error {{applies to fields and to variables with static storage only}}
[[polychrome::pure]] void nothing(); // expected-error {{without a result}}
[[polychrome::independent]] typedef int number; // expected-error {{applies to functions, fields, and variables with static storage only}}

[[polychrome::pure, polychrome::independent]] int both(); // expected-error {{'polychrome::independent' contradicts 'polychrome::pure' on the same declaration}}
// CHECK: fix-it:"{{.*}}misuse.cpp":{[[@LINE-1]]:19-[[@LINE-1]]:44}:""
[[polychrome::independent]] [[polychrome::commutes]] int either; // expected-error {{contradicts}}
// CHECK: fix-it:"{{.*}}misuse.cpp":{[[@LINE-1]]:29-[[@LINE-1]]:54}:""

void locals(int parameter) {
  [[polychrome::commutes]] int local; // expected-error {{static storage only}}
  [[polychrome::commutes]] static int kept;
  auto in_type = [] [[polychrome::commutes]] { }; // expected-error {{static storage only}}
}
