// The last release of a shared_ptr destroys what can have come into one of its type: the
// other class's destructor is none of its business, unless a shared_ptr to a part was made.
// RUN: polychrome-clang++ -std=c++17 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++17 -O2 -DTWIN %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>
#include <memory>
int destroyed;
struct quiet { long n = 0; };
struct loud { quiet inner; long n = 0; ~loud() { ++destroyed; } };
void use_quiet(boost::asio::io_context &io, std::shared_ptr<quiet> p) {
  boost::asio::post(io, [p] { p->n = 1; });
}
void use_loud(boost::asio::io_context &io, std::shared_ptr<loud> p) {
  boost::asio::post(io, [p] { p->n = 1; });
}
int main() {
  boost::asio::io_context io;
  auto whole = std::make_shared<loud>();
#ifdef TWIN
  use_quiet(io, std::shared_ptr<quiet>(whole, &whole->inner));
#else
  use_quiet(io, std::make_shared<quiet>());
#endif
  use_loud(io, whole);
  io.run();
}

// CHECK: use_quiet::lambda#1 {{ *}}10
// CHECK: use_loud::lambda#1 {{ *}}10 11
// TWIN: use_quiet::lambda#1 {{ *}}11
// TWIN: use_loud::lambda#1 {{ *}}11 11
