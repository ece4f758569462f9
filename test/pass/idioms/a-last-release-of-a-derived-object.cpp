// shared_from_this leads to the object itself where it begins with the class that has it;
// of a base further in, the control block does not tell where the whole object is.
// RUN: polychrome-clang++ -std=c++17 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++17 -O2 -DTWIN %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>
#include <memory>
struct other { virtual ~other() {} long o[4] = {}; };
struct session : std::enable_shared_from_this<session> { long n = 0; virtual ~session() { n = 4; } };
#ifdef TWIN
struct der : other, session { long m = 0; ~der() { m = 5; } };
#else
struct der : session { long m = 0; ~der() { m = 5; } };
#endif
void touch(boost::asio::io_context &io, der *d) { boost::asio::post(io, [d] { d->m = 1; }); }
void drop(boost::asio::io_context &io, session *s) {
  boost::asio::post(io, [s] { auto p = s->shared_from_this(); s->n = 2; });
}
int main() {
  boost::asio::io_context io;
  auto i = std::make_shared<der>();
  touch(io, i.get()); drop(io, i.get());
  io.run();
}

// CHECK: drop::lambda#1 {{ *}}10 10
// TWIN: drop::lambda#1 {{ *}}11 11
