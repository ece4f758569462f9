//===- short_list.hpp - A list that is mostly short --------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first few elements lie in the list itself, so that they share cache lines with
// what they belong to and with nothing else. Where there are more, all are in a block of
// their own, which is kept when the list is cleared. Elements are plain values.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_SHORT_LIST_HPP
#define POLYCHROME_SHORT_LIST_HPP

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>

namespace polychrome {

template <typename T, std::size_t Few> class short_list {
  static_assert(std::is_trivially_copyable_v<T>);

public:
  short_list() = default;
  short_list(const short_list &) = delete;
  short_list &operator=(const short_list &) = delete;

  T *begin() { return first_; }
  T *end() { return first_ + size_; }
  const T *begin() const { return first_; }
  const T *end() const { return first_ + size_; }
  std::size_t size() const { return size_; }
  T &operator[](std::size_t n) { return first_[n]; }

  void clear() { size_ = 0; }
  void push_back(const T &value) {
    if (size_ == capacity_)
      grow(size_ + 1);
    first_[size_++] = value;
  }
  /// `n` elements like `value`.
  void assign(std::size_t n, const T &value) {
    size_ = 0;
    if (n > capacity_)
      grow(n);
    std::fill_n(first_, n, value);
    size_ = n;
  }

private:
  void grow(std::size_t least) {
    const std::size_t capacity = std::max(least, 2 * capacity_);
    auto block = std::make_unique<T[]>(capacity);
    std::copy_n(first_, size_, block.get());
    many_ = std::move(block);
    first_ = many_.get();
    capacity_ = capacity;
  }

  T few_[Few];
  T *first_ = few_;
  std::size_t size_ = 0;
  std::size_t capacity_ = Few;
  std::unique_ptr<T[]> many_;
};

} // namespace polychrome

#endif // POLYCHROME_SHORT_LIST_HPP
