// In C a handler is posted as a function of words.
// RUN: %verify-c -std=c23 %s
enum kind { A, B };
[[polychrome::handler]] void by_double(double); // expected-error {{takes pointers and integers, but a parameter of type 'double' is a floating-point number: pass a pointer to it}}
[[polychrome::handler]] void by_words(int *, long, char, enum kind);
