// A lambda is named by the functions around it, without what they return, their parameters
// and qualifiers; in a conversion function the type is the name. Where a name cannot be
// demangled (a lambda in a generic lambda), the handler has a row all the same.
// RUN: polychrome-clang++ -std=c++20 -O1 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --match-full-lines
#include <boost/asio.hpp>
#include <vector>

namespace asio = boost::asio;
asio::io_context io;

template <typename T> std::vector<int> serve(T t) {
  asio::post(io, [t] { (void)t; });
  return {};
}

struct session {
  long n = 0;
  std::vector<int> sizes() const {
    asio::post(io, [this] { asio::post(io, [this] { (void)n; }); });
    return {};
  }
  void take() && {
    asio::post(io, [this] { ++n; });
  }
  operator unsigned long() {
    asio::post(io, [this] { ++n; });
    return 1;
  }
};

template <typename T> struct list {
  void go() volatile {
    asio::post(io, [] {});
  }
};

void generic(session &s) {
  [](auto *x) { asio::post(io, [x] { ++x->n; }); }(&s);
}

inline void inline_generic(session &s) {
  [](auto *x) { asio::post(io, [x] { ++x->n; }); }(&s);
}

int main() {
  serve(1);
  session s;
  s.sizes();
  session().take();
  (void)static_cast<unsigned long>(s);
  list<int>().go();
  generic(s);
  inline_generic(s);
  io.run();
}

// CHECK: 8 handlers
// CHECK-EMPTY:
// CHECK-NEXT: 0  serve<int>::lambda#1 {{.*}}
// CHECK-NEXT: 1  session::sizes::lambda#1 {{.*}}
// CHECK-NEXT: 2  session::sizes::lambda#1::lambda#1 {{.*}}
// CHECK-NEXT: 3  session::take::lambda#1 {{.*}}
// CHECK-NEXT: 4  session::operator unsigned long::lambda#1 {{.*}}
// CHECK-NEXT: 5  list<int>::go::lambda#1 {{.*}}
// CHECK-NEXT: 6  inline_generic::lambda#1::lambda#1 {{.*}}
// CHECK-NEXT: 7  generic::lambda {{.*}}
// CHECK: 7  generic::lambda {{.*}} 10
