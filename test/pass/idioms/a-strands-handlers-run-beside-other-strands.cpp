// Each session has a strand, on which its handlers are posted, to which they are bound, and
// which is its socket's executor. They touch the session only. What runs a strand's queue has
// the rows of what is queued, looked up when it is dispatched. Twin: they add to a global too.
// RUN: polychrome-clang++ -std=c++17 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++17 -O2 -DTWIN %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>
#include <memory>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

long total;

struct session : std::enable_shared_from_this<session> {
  asio::strand<asio::io_context::executor_type> strand;
  tcp::socket on_strand, plain;
  char data[100];
  long count = 0;

  explicit session(asio::io_context &io)
      : strand(asio::make_strand(io)), on_strand(strand), plain(io) {}

  void add(std::size_t n) {
    count += long(n);
#ifdef TWIN
    total += long(n);
#endif
  }
  void posted() {
    asio::post(strand, [self = shared_from_this()] { self->add(1); });
  }
  void bound() {
    plain.async_read_some(asio::buffer(data),
                          asio::bind_executor(strand, [self = shared_from_this()](
                                                          error_code, std::size_t n) {
                            self->add(n);
                          }));
  }
  void socket() {
    on_strand.async_read_some(asio::buffer(data), [self = shared_from_this()](
                                                      error_code, std::size_t n) { self->add(n); });
  }
};

int main() {
  asio::io_context io;
  auto s = std::make_shared<session>(io);
  s->posted();
  s->bound();
  s->socket();
  io.run();
}

// CHECK-NOT: runs alone
// CHECK: {{[0-9]}}  strand
// CHECK-NEXT: + the rows of the handlers queued on the strand
// CHECK: session::posted::lambda#1{{( (00|10))*$}}
// CHECK: session::bound::lambda#1{{( (00|10))*$}}
// CHECK: session::bound::lambda#1 (2){{( (00|10))*$}}
// CHECK: session::socket::lambda#1{{( (00|10))*$}}
// CHECK: session::socket::lambda#1 (2){{( (00|10))*$}}
// CHECK: {{[0-9]  strand .* 00$}}
// CHECK-NOT: runs alone

// Also where the completion may call the handler at once.
// TWIN: session::posted::lambda#1{{( 11)+$}}
// TWIN: session::bound::lambda#1{{( 11)+$}}
// TWIN: session::bound::lambda#1 (2){{( 11)+$}}
// TWIN: session::socket::lambda#1{{( 11)+$}}
// TWIN: session::socket::lambda#1 (2){{( 11)+$}}
// TWIN: {{[0-9]  strand .* 00$}}
