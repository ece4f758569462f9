// Coroutines of the program's own kind, those that await themselves, and those that await one that
// was made elsewhere have parts that nobody finds: who resumes them runs alone.
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.recursive -pthread -DRECURSIVE
// RUN: polychrome matrix %t.recursive | FileCheck %s --check-prefix=RECURSIVE
// RUN: polychrome-clang++ -std=c++20 -O2 %s -o %t.moved -pthread -DMOVED
// RUN: polychrome matrix %t.moved | FileCheck %s --check-prefix=MOVED
#include <boost/asio.hpp>

#include <coroutine>

namespace asio = boost::asio;
using asio::ip::tcp;

#ifdef RECURSIVE
asio::awaitable<void> wait(asio::steady_timer &timer, int times) {
  co_await timer.async_wait(asio::use_awaitable);
  if (times)
    co_await wait(timer, times - 1);
}
int main() {
  asio::io_context io;
  asio::steady_timer timer(io);
  asio::co_spawn(io, wait(timer, 3), asio::detached);
  io.run();
}
#elif defined(MOVED)
long *known;
asio::awaitable<void> keep(long &count) {
  known = &count;
  co_return;
}
asio::awaitable<void> count() {
  long own = 0;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  auto made = keep(own);
  co_await std::move(made);
  for (;;) {
    co_await timer.async_wait(asio::use_awaitable);
    ++own;
  }
}
int main() {
  asio::io_context io;
  asio::steady_timer other(io);
  other.async_wait([](auto) { ++*known; });
  asio::co_spawn(io, count(), asio::detached);
  io.run();
}
#else
struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
std::coroutine_handle<> waiting;
struct later {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { waiting = h; }
  void await_resume() {}
};
long total;
task add() {
  for (;;) {
    co_await later{};
    ++total;
  }
}
struct session {
  asio::steady_timer timer;
  void tick() {
    timer.async_wait([](auto) { waiting.resume(); });
  }
};
int main() {
  asio::io_context io;
  session s{asio::steady_timer(io)};
  add();
  s.tick();
  io.run();
}
#endif

// CHECK: {{^ +[0-9]+\* session::tick::lambda#1}}
// CHECK-NOT: {{^ +[0-9]+  session::tick::lambda}}
// RECURSIVE: {{^ +[0-9]+\* coroutine .*wait_handler}}
// RECURSIVE-NEXT: awaits one that is recursive, too large or not called there
// MOVED: {{^ +[0-9]+\* coroutine .*wait_handler}}
// MOVED-NEXT: awaits one that is recursive, too large or not called there
