// Statics that nobody minds.
// RUN: %verify %s
// expected-no-diagnostics
#include <fake_asio.hpp>
#include <atomic>
#include <errno.h>
#include <mutex>
#include <polychrome/polychrome.hpp>

namespace asio = boost::asio;
asio::io_context io;

void outside() {
  static int calls;
  ++calls; // not in a handler
}

void started() {
  asio::post(io, [] {
    static const char *const names[] = {"a", "b"};
    static constexpr int limit = 3;
    static std::atomic<int> hits;
    static polychrome::counter counted;
    static std::once_flag once;
    [[polychrome::commutes]] static int calls;
    ++calls;
    ++hits;
    counted.add();
    errno = 0;
    (void)names[limit - 3];
    (void)once;
    outside();
  });
}
