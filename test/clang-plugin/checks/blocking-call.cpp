// What waits in a handler is named, with what to use instead.
// RUN: %verify %s
// RUN: %fixits %s 2>&1 | FileCheck %s
#include <fake_asio.hpp>

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <netdb.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>
#include <algorithm>
#include <polychrome/polychrome.h>

namespace asio = boost::asio;

asio::io_context io;
std::mutex m;

void posted(std::future<int> &answer, std::thread &other) {
  asio::post(io, [&] {
    sleep(1);    // expected-warning {{'sleep' blocks in a handler; use a timer and its async_wait [-Wpolychrome-blocking-call]}}
    ::usleep(1); // expected-warning {{'usleep' blocks}}
    std::this_thread::sleep_for(std::chrono::seconds(1)); // expected-warning {{'std::this_thread::sleep_for' blocks}}
    answer.get();  // expected-warning {{'std::future::get' blocks}}
    answer.wait(); // expected-warning {{blocks in a handler; start the work and go on in a handler of its own}}
    answer.wait_for(std::chrono::seconds(1)); // expected-warning {{wait_for' blocks}}
    waitpid(-1, nullptr, 0); // expected-warning {{'waitpid' blocks}}
    other.join();  // expected-warning {{'std::thread::join' blocks}}
    m.lock();      // expected-warning {{'std::mutex::lock' blocks in a handler; handlers that share data never run together}}
    system("ls");  // expected-warning {{'system' blocks}}
  });
}

void locked() {
  asio::dispatch(io, [] {
    std::lock_guard<std::mutex> lock(m);                     // expected-warning {{'std::lock_guard::lock_guard' blocks}}
    // expected-note@-1 {{if only handlers take it, remove it}}
    // CHECK: fix-it:"{{.*}}blocking-call.cpp":{[[#@LINE-2]]:5-[[#@LINE-2]]:42}:""
    std::unique_lock<std::mutex> maybe(m, std::try_to_lock); // does not wait
    std::unique_lock<std::mutex> later(m, std::defer_lock);
    std::unique_lock<std::mutex> used(m); // expected-warning {{'std::unique_lock::unique_lock' blocks}}
    used.unlock();                        // so there is no note
    // CHECK-NOT: fix-it
  });
}

void files(int fd, char *p) {
  asio::defer(io, [=] {
    read(fd, p, 1);                            // expected-warning {{'read' blocks in a handler; use async_read_some}}
    getaddrinfo("a", "b", nullptr, nullptr);   // expected-warning {{'getaddrinfo' blocks}}
  });
}

struct session {
  asio::socket socket_;
  asio::steady_timer timer_;
  char data_[8];

  void start() {
    socket_.async_read_some(asio::buffer(data_, 8), [this](boost::system::error_code, size_t) {
      asio::write(socket_, asio::buffer(data_, 8)); // expected-warning {{'boost::asio::write' blocks in a handler; use its async_ counterpart}}
      socket_.receive(asio::buffer(data_, 8));      // expected-warning {{'boost::asio::socket::receive' blocks}}
      socket_.close();
      rest(); // expected-note {{called from the handler here}}
    });
    timer_.async_wait(std::bind(&session::on_timer, this));
    timer_.async_wait(asio::bind_executor(io, [] { sleep(2); })); // expected-warning {{'sleep' blocks}}
    auto kept = [] { sleep(3); };                                 // expected-warning {{'sleep' blocks}}
    timer_.async_wait(kept);
  }
  void rest() { timer_.wait(); } // expected-warning {{'boost::asio::steady_timer::wait' blocks}}
  void on_timer() { sleep(1); }  // expected-warning {{'sleep' blocks}}
};

POLYCHROME_HANDLER void marked() { sleep(1); } // expected-warning {{'sleep' blocks}}
[[polychrome::handler]] void attributed() { sleep(1); } // expected-warning {{'sleep' blocks}}

void within_algorithms(std::vector<int> &v) {
  asio::post(io, [&v] {
    std::for_each(v.begin(), v.end(), [](int) { sleep(1); }); // expected-warning {{'sleep' blocks}}
  });
}

template <typename T> struct templated {
  T value;
  void start() {
    asio::post(io, [this] { sleep(value); }); // expected-warning {{'sleep' blocks}}
  }
};
template struct templated<int>;
template struct templated<short>;
