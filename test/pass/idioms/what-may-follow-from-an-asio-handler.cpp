// The same for Asio's operations: a post is of the handler that it names, and its keys are the
// pointers in its closure; what cancels or closes may complete whatever waits there.
// RUN: %listing -std=c++20 | FileCheck %s
#include <boost/asio.hpp>
#include <memory>

namespace asio = boost::asio;
using boost::system::error_code;
using stream = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;
using timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>,
                                         asio::io_context::executor_type>;

struct session {
  asio::io_context &io;
  stream socket;
  timer deadline;
  char data[64];
  long n = 0;

  // CHECK-LABEL: lineage session::tick::lambda#1: session::tick::lambda#1{{$}}
  // CHECK: claim of session::tick::lambda#1: writes closure[24]->
  void tick() {
    asio::post(io, [this] {
      ++n;
      tick();
    });
  }

  // The key is read from memory: any session's.
  // CHECK-LABEL: lineage session::hand_over::lambda#1: session::tick::lambda#1 (untraced){{$}}
  session *peer = nullptr;
  void hand_over() {
    asio::post(io, [this] { peer->tick(); });
  }

  // CHECK-LABEL: lineage session::wait::lambda#1: session::tick{{[^ ]*}} session::wait{{[^ ]*$}}
  void wait() {
    deadline.async_wait([this](error_code ec) {
      if (ec)
        return;
      tick();
      wait();
    });
  }

  // Whoever waited for the timer before is told that it is off.
  // CHECK-LABEL: lineage session::wait_longer::lambda#1: anything
  void wait_longer() {
    deadline.async_wait([this](error_code) { deadline.expires_after(std::chrono::seconds(1)); });
  }

  // What a socket starts is modelled, with no word of which handler it is.
  // CHECK-LABEL: lineage session::read::lambda#1: anything
  void read() {
    socket.async_read_some(asio::buffer(data), [this](error_code ec, std::size_t) {
      if (!ec)
        read();
    });
  }

  // The last one ends the session and its socket.
  // CHECK-LABEL: lineage session::hold::lambda#1: anything
  void hold(std::shared_ptr<session> self) {
    asio::post(io, [self] { ++self->n; });
  }
};

int main() {
  asio::io_context io;
  auto s = std::make_shared<session>(session{io, stream(io), timer(io), {}});
  s->tick();
  s->hand_over();
  s->wait();
  s->wait_longer();
  s->read();
  s->hold(s);
  io.run();
}
