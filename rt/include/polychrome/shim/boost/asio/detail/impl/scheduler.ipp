//===- scheduler.ipp - Found before Boost's own -----------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The wrapper puts this directory first in the include path, so that a program that
// includes Boost.Asio gets Boost's file and, behind it, the glue: compiled in the
// program's own translation units, against the program's own Asio.
//
//===----------------------------------------------------------------------===//

#pragma GCC system_header

#include_next <boost/asio/detail/impl/scheduler.ipp>

#include <boost/asio/detail/executor_function.hpp>
#include <boost/asio/detail/executor_op.hpp>
#include <boost/asio/detail/reactor.hpp>
#include <boost/asio/execution_context.hpp>

#define POLYCHROME_ASIO boost::asio
#define POLYCHROME_ASIO_ERROR_CODE boost::system::error_code

#if !defined(BOOST_ASIO_HAS_THREADS)
#define POLYCHROME_ASIO_SERIAL "Asio was compiled without threads"
#elif defined(BOOST_SP_DISABLE_THREADS)
#define POLYCHROME_ASIO_SERIAL "BOOST_SP_DISABLE_THREADS is defined"
#elif defined(BOOST_ASIO_HAS_IO_URING_AS_DEFAULT) || !defined(BOOST_ASIO_HAS_EPOLL)
#define POLYCHROME_ASIO_SERIAL "only Asio's epoll reactor is supported"
#elif !defined(__STDCPP_THREADS__)
#define POLYCHROME_ASIO_SERIAL "the program was compiled with -mthread-model single"
#endif

#include <polychrome/asio/glue.hpp>
