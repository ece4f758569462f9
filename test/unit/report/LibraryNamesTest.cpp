//===- LibraryNamesTest.cpp - What is a library's, and short names --------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pass/report/LibraryNames.h"

#include <catch2/catch.hpp>

using namespace polychrome;

TEST_CASE("A function's name loses its template arguments and parameters") {
  CHECK(shortName("std::vector<int, std::allocator<int>>::push_back") == "std::vector::push_back");
  CHECK(shortName("session::write()::'lambda'(int, f(*)(int))::operator()") ==
        "session::write::lambda");
  CHECK(shortName("std::map<k, v>::operator[]") == "std::map::operator[]");
}

TEST_CASE("Operators that look like brackets keep their names") {
  CHECK(shortName("big::operator<") == "big::operator<");
  CHECK(shortName("big::operator->") == "big::operator->");
  CHECK(shortName("big::operator()") == "big::operator()");
}

TEST_CASE("What only the ABI has is no part of a function's name") {
  CHECK(shortName("std::to_string[abi:cxx11]") == "std::to_string");
}

TEST_CASE("A line is a library's by its folder, and so is no line at all") {
  CHECK(inLibrary({"/usr/include/c++/12/bits/vector.tcc", 114, 3}));
  CHECK(inLibrary({"/opt/polychrome/asio/glue.hpp", 10, 1}));
  CHECK(inLibrary({}));
  CHECK_FALSE(inLibrary({"src/server.cpp", 4, 9}));
}
