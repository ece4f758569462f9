// Nothing waits here, or not in a handler, or the warning is off.
// RUN: %verify %s
#include <fake_asio.hpp>

#include <future>
#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

// expected-no-diagnostics

namespace asio = boost::asio;
asio::io_context io;

namespace mine {
void sleep(int) {}
struct file {
  void read() {}
  int get() { return 0; }
};
} // namespace mine

void setup() {
  sleep(1); // before the loop
  std::mutex m;
  std::lock_guard<std::mutex> lock(m);
}

void helper(std::thread &);

using namespace std::chrono_literals;

void only_look(int fd, char *p, pollfd *fds, std::future<int> &answer) {
  asio::post(io, [=, &answer] {
    while (waitpid(-1, nullptr, WNOHANG) > 0)
      ;
    recv(fd, p, 1, MSG_DONTWAIT | MSG_PEEK);
    poll(fds, 1, 0);
    answer.wait_for(0s);
    answer.wait_for(std::chrono::seconds(0));
  });
}

struct session {
  asio::steady_timer timer_;
  std::mutex m_;
  mine::file file_;
  int slept() { return 0; }

  void start() {
    timer_.async_wait([this] {
      mine::sleep(1);
      file_.read();
      file_.get();
      slept();
      if (m_.try_lock())
        m_.unlock();
      std::thread waits([] { sleep(1); }); // on its own thread
      waits.detach();
      auto never_called = [] { sleep(1); };
      (void)never_called;
      asio::post(io, [] {});
    });
  }
};

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpolychrome-blocking-call"
void silenced() {
  asio::post(io, [] { sleep(1); });
}
#pragma clang diagnostic pop
