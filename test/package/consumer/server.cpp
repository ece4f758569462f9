// Posts steps of a few sessions to an io_context; prints what they come to.
#include "session.hpp"

#include <boost/asio.hpp>

#include <cstdio>

extern "C" int answer(void);

int main() {
  boost::asio::io_context io;
  session sessions[4];
  for (int i = 0; i < 1000; ++i)
    for (session &s : sessions)
      boost::asio::post(io, [p = &s] { static_cast<base *>(p)->step(); });
  io.run();
  std::printf("%d %lx\n", answer(), sessions[3].state_);
}
