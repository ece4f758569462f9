// The names of Boost.Asio that the checks know, and no more: the real headers take seconds.
// asio.cpp tests with those.
#pragma once
#include <stddef.h>

namespace boost {
namespace system {
struct error_code {
  explicit operator bool() const { return false; }
};
} // namespace system
namespace asio {
struct io_context {
  void run() {}
};
struct buffer_type {
  buffer_type(void *, size_t) {}
};
inline buffer_type buffer(void *p, size_t n) { return {p, n}; }
template <typename E, typename F> void post(E &, F &&) {}
template <typename E, typename F> void dispatch(E &, F &&) {}
template <typename E, typename F> void defer(E &, F &&) {}
template <typename F> struct bound {
  F f;
};
template <typename E, typename F> bound<F> bind_executor(E &, F f) { return {f}; }
struct socket {
  template <typename B, typename F> void async_read_some(const B &, F &&) {}
  template <typename B> size_t read_some(const B &) { return 0; }
  template <typename B> size_t receive(const B &) { return 0; }
  void connect(int) {}
  void close() {}
};
struct steady_timer {
  template <typename F> void async_wait(F &&) {}
  void wait() {}
};
template <typename S, typename B, typename F> void async_write(S &, const B &, F &&) {}
template <typename S, typename B> size_t write(S &, const B &) { return 0; }
template <typename S, typename B> size_t read(S &, const B &) { return 0; }
} // namespace asio
} // namespace boost
