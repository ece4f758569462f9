//===- polychrome/asio/members.hpp - Asio's scheduler from inside -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names for what the glue uses of Asio: types, and private members, which are reached
// through explicit instantiation: that is exempt from access checks. C++11.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_ASIO_MEMBERS_HPP
#define POLYCHROME_ASIO_MEMBERS_HPP

#pragma GCC system_header

#include <polychrome/loop.h>

#include <memory>

namespace polychrome_asio {

namespace asio = POLYCHROME_ASIO;
using asio::detail::scheduler;
typedef asio::detail::scheduler_operation operation;
typedef asio::detail::op_queue<operation> operation_queue;
typedef asio::detail::conditionally_enabled_mutex scheduler_mutex;
typedef asio::detail::conditionally_enabled_event scheduler_event;
typedef scheduler_mutex::scoped_lock scheduler_lock;
typedef asio::detail::call_stack<asio::detail::thread_context, asio::detail::thread_info_base>
    thread_call_stack;
typedef void (*complete_function)(void *, operation *, const POLYCHROME_ASIO_ERROR_CODE &,
                                  std::size_t);
typedef asio::detail::executor_function posted_function;
typedef asio::detail::executor_op<posted_function, std::allocator<void>, operation> posted_op;

// Names for private members: POLYCHROME_ASIO_REACH(tag, type, member) declares reach(tag).
template <typename Tag, typename Tag::type Member> struct reached {
  friend typename Tag::type reach(Tag) { return Member; }
};
#define POLYCHROME_ASIO_REACH(tag, member, ...)                                                    \
  struct tag {                                                                                     \
    typedef __VA_ARGS__;                                                                           \
    friend type reach(tag);                                                                        \
  };                                                                                               \
  template struct reached<tag, &member>;

POLYCHROME_ASIO_REACH(the_mutex, scheduler::mutex_, scheduler_mutex scheduler::*type)
POLYCHROME_ASIO_REACH(inner_mutex, scheduler_mutex::mutex_,
                      asio::detail::mutex scheduler_mutex::*type)
POLYCHROME_ASIO_REACH(native_mutex, asio::detail::mutex::mutex_,
                      pthread_mutex_t asio::detail::mutex::*type)
POLYCHROME_ASIO_REACH(is_locked, scheduler_lock::locked_, bool scheduler_lock::*type)
POLYCHROME_ASIO_REACH(the_event, scheduler::wakeup_event_, scheduler_event scheduler::*type)
POLYCHROME_ASIO_REACH(the_queue, scheduler::op_queue_, operation_queue scheduler::*type)
POLYCHROME_ASIO_REACH(the_task, scheduler::task_, asio::detail::scheduler_task *scheduler::*type)
POLYCHROME_ASIO_REACH(interrupted, scheduler::task_interrupted_, bool scheduler::*type)
POLYCHROME_ASIO_REACH(outstanding, scheduler::outstanding_work_,
                      asio::detail::atomic_count scheduler::*type)
POLYCHROME_ASIO_REACH(one_thread, scheduler::one_thread_, const bool scheduler::*type)
POLYCHROME_ASIO_REACH(is_stopped, scheduler::stopped_, bool scheduler::*type)
POLYCHROME_ASIO_REACH(wake_and_unlock, scheduler::wake_one_thread_and_unlock,
                      void (scheduler::*type)(scheduler_lock &))
POLYCHROME_ASIO_REACH(result, operation::task_result_, unsigned int operation::*type)
POLYCHROME_ASIO_REACH(the_function, operation::func_, complete_function operation::*type)
POLYCHROME_ASIO_REACH(reactor_function, asio::detail::epoll_reactor::descriptor_state::do_complete,
                      complete_function type)
POLYCHROME_ASIO_REACH(posted_handler, posted_op::handler_, posted_function posted_op::*type)
#undef POLYCHROME_ASIO_REACH

// task_operation_ has a private type, so its address is had from a function template.
struct task_operation_tag {
  typedef operation *(*type)(scheduler &);
  friend type reach(task_operation_tag);
};
template <typename Member, Member Pointer> struct reached_task {
  static operation *address(scheduler &s) { return &(s.*Pointer); }
  friend task_operation_tag::type reach(task_operation_tag) { return &address; }
};
template struct reached_task<decltype(&scheduler::task_operation_), &scheduler::task_operation_>;

} // namespace polychrome_asio

#endif // POLYCHROME_ASIO_MEMBERS_HPP
