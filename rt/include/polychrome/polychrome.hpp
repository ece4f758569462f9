//===- polychrome/polychrome.hpp - Handlers without Asio ---------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The C++ side of polychrome.h: post() and counter. C++11.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_POLYCHROME_HPP
#define POLYCHROME_POLYCHROME_HPP

#include <polychrome/polychrome.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace polychrome {

namespace detail {

template <std::size_t... I> struct indices {};
template <std::size_t N, std::size_t... I> struct count_up : count_up<N - 1, N - 1, I...> {};
template <std::size_t... I> struct count_up<0, I...> {
  typedef indices<I...> type;
};

template <typename T> T from_word(const std::uintptr_t &word) {
  T value;
  std::memcpy(&value, &word, sizeof value);
  return value;
}

template <typename T> std::uintptr_t to_word(T value) {
  static_assert(std::is_trivially_copyable<T>::value && sizeof(T) <= sizeof(std::uintptr_t),
                "a handler's parameters are values of at most a pointer's size");
  std::uintptr_t word = 0;
  std::memcpy(&word, &value, sizeof value);
  return word;
}

template <typename... P> struct caller {
  static void call(polychrome_any_function handler, const std::uintptr_t *words) {
    spread(reinterpret_cast<void (*)(P...)>(handler), words,
           typename count_up<sizeof...(P)>::type());
  }

private:
  template <std::size_t... I>
  static void spread(void (*handler)(P...), const std::uintptr_t *words, indices<I...>) {
    (void)words;
    handler(from_word<P>(words[I])...);
  }
};

} // namespace detail

/// Posts handler(arguments...): as POLYCHROME_POST, with parameters of any trivially
/// copyable type of at most a pointer's size. An exception that the handler throws
/// leaves polychrome_run(), once no handler is running; a later polychrome_run() goes on.
template <typename... P, typename... A> void post(void (*handler)(P...), A &&...arguments) {
  static_assert(sizeof...(P) == sizeof...(A), "one argument for each parameter");
  static_assert(sizeof...(P) <= POLYCHROME_MAX_ARGUMENTS, "at most 6 parameters");
  const std::uintptr_t words[sizeof...(P) + 1] = {
      detail::to_word<P>(static_cast<A &&>(arguments))...};
  polychrome_post_words(reinterpret_cast<polychrome_any_function>(handler),
                        &detail::caller<P...>::call, sizeof...(P), words);
}

enum priority_level { normal = 0, high = 1 };

/// While it lives, what this thread posts or starts is of this priority; see
/// polychrome_set_priority.
///
///   { polychrome::priority p(polychrome::high); boost::asio::post(io, handler); }
class priority {
public:
  explicit priority(priority_level level) : outer_(polychrome_set_priority(level)) {}
  ~priority() { polychrome_set_priority(outer_); }
  priority(const priority &) = delete;
  priority &operator=(const priority &) = delete;

private:
  int outer_;
};

/// A number that handlers count in: adding commutes, so two invocations that only add
/// are not in each other's way as far as the runtime is concerned. Whether the analysis
/// already lets them run together, `polychrome matrix` says. [[polychrome::commutes]] says
/// the same of a plain integer.
class counter {
public:
  explicit counter(long long initial = 0) : value_(initial) {}
  void add(long long n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
  long long value() const { return value_.load(std::memory_order_relaxed); }

private:
  std::atomic<long long> value_;
};

} // namespace polychrome

#endif // POLYCHROME_POLYCHROME_HPP
