// What the fix-its make of a file compiles, prints the same, and warns no more.
// RUN: cp %s %t.cpp && polychrome-clang++ -Xclang -fixit -fsyntax-only %t.cpp 2> %t.log
// RUN: FileCheck %s --check-prefix=FIXED < %t.cpp
// RUN: polychrome-clang++ -Werror -fsyntax-only %t.cpp
//      FIXED: {{^}}#endif
// FIXED-NEXT: {{^#include <polychrome/log.hpp>$}}
// FIXED-NEXT: {{^#include <iostream>$}}
#ifdef NEVER
#include <never.hpp>
#endif
#include <iostream>
#include <polychrome/polychrome.hpp>

[[polychrome::handler]] void first(int *n) { std::cout << "n = " << *n << std::endl; }
[[polychrome::handler]] void second(int *n) { std::cerr << *n << " done\n"; }
