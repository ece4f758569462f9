// Streams that are nobody else's, and lines that commute.
// RUN: %verify %s
// expected-no-diagnostics
#include <fake_asio.hpp>
#include <iostream>
#include <polychrome/log.hpp>
#include <sstream>

namespace asio = boost::asio;
asio::io_context io;
namespace mine {
int cout;
}

void started(int n) {
  std::cout << n << std::endl;
  asio::post(io, [n] {
    std::ostringstream text;
    text << n << std::endl;
    mine::cout = mine::cout << 3;
    polychrome::log() << "n = " << n;
    polychrome::log(polychrome::to_stderr) << std::hex << n;
  });
}
