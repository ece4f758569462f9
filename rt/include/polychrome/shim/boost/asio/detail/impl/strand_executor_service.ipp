//===- strand_executor_service.ipp - Found before Boost's own ---*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As scheduler.ipp here, for programs that have strands.
//
//===----------------------------------------------------------------------===//

#pragma GCC system_header

#include_next <boost/asio/detail/impl/strand_executor_service.ipp>

#include <boost/asio/detail/scheduler.hpp>
#if !defined(BOOST_ASIO_HEADER_ONLY)
#include <boost/asio/detail/impl/scheduler.ipp>
#endif

#include <polychrome/asio/strands.hpp>
