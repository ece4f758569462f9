//===- polychrome/asio/posts.hpp - What an invocation posts -----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The running invocation's posts are held in its thread's frame until it has returned, unless
// they are another loop's or have been released. Reached through the frame only. C++11.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ASIO_POSTS_HPP
#define POLYCHROME_ASIO_POSTS_HPP

#pragma GCC system_header

#include <polychrome/asio/burst.hpp>

namespace polychrome_asio {

/// Whether the frame may be filled now; `f` is locked.
inline bool holds(const frame &f, const void *s) {
  return f.loop == s && !f.released;
}

inline operation_queue &queue_for(frame &f, bool continuation) {
  return continuation && !(f.loop_scheduler.*reach(one_thread())) ? f.deferred : f.children;
}

inline bool hold_post(polychrome_frame &base, const void *s, void *op, bool counted,
                      bool continuation) {
  frame &f = static_cast<frame &>(base);
  if (!may_hold(f, s, op, continuation))
    return false;
  const frame_lock guard(f.children_mutex);
  if (!holds(f, s))
    return false;
  if (!counted)
    ++f.uncounted;
  queue_for(f, continuation).push(static_cast<operation *>(op));
  polychrome_posted(&f, op);
  return true;
}

inline bool hold_posts(polychrome_frame &base, const void *s, std::size_t count, void *ops,
                       bool counted, bool continuation) {
  frame &f = static_cast<frame &>(base);
  if (!may_hold(f, s, nullptr, continuation))
    return false;
  const frame_lock guard(f.children_mutex);
  if (!holds(f, s))
    return false;
  if (!counted)
    f.uncounted += static_cast<long>(count);
  queue_for(f, continuation).push(*static_cast<operation_queue *>(ops));
  return true;
}

inline const frame_calls &calls_of_frames() {
  static const frame_calls calls = {&created_in_burst, &hold_post, &hold_posts};
  return calls;
}

} // namespace polychrome_asio

#endif // POLYCHROME_ASIO_POSTS_HPP
