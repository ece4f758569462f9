// -W, -Wno-, -Werror, -Wno-error, -w and pragmas mean for the groups what they mean for clang's.
// RUN: %fixits %s -fplugin-arg-polychrome-Wno-polychrome-blocking-call 2>&1 | FileCheck %s --check-prefix=OFF --allow-empty
// RUN: %fixits %s -fplugin-arg-polychrome-Wno-polychrome 2>&1 | FileCheck %s --check-prefix=OFF --allow-empty
// RUN: %fixits %s -w 2>&1 | FileCheck %s --check-prefix=OFF --allow-empty
// RUN: not %fixits %s -Werror 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not %fixits %s -fplugin-arg-polychrome-Werror=polychrome-blocking-call 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not %fixits %s -fplugin-arg-polychrome-Werror=polychrome 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: %fixits %s -Werror -fplugin-arg-polychrome-Wno-error=polychrome-blocking-call 2>&1 | FileCheck %s --check-prefix=WARNING
// RUN: %fixits %s -fplugin-arg-polychrome-Wno-polychrome -fplugin-arg-polychrome-Wpolychrome-blocking-call 2>&1 | FileCheck %s --check-prefix=WARNING
// RUN: not %fixits %s -fplugin-arg-polychrome-Wno-polychrome-blocking 2>&1 | FileCheck %s --check-prefix=WRONG
//
// By the wrapper they are options like any other, also beside an -Wl, and in a link.
// RUN: polychrome-clang++ -c %s -o %t.o -isystem %S/../Inputs -Wno-polychrome-blocking-call 2>&1 | FileCheck %s --check-prefix=OFF --allow-empty
// RUN: not polychrome-clang++ -c %s -o %t.o -isystem %S/../Inputs -Werror=polychrome 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: polychrome-clang++ -c %s -o %t.o -isystem %S/../Inputs -Wall 2>&1 | FileCheck %s --check-prefix=WARNING
// RUN: polychrome-clang++ %t.o -o %t -Wno-polychrome -Wl,-O1 2>&1 | FileCheck %s --check-prefix=OFF --allow-empty
// RUN: polychrome-clang++ -c %s -o %t.o -isystem %S/../Inputs --polychrome-no-clang-plugin -Wno-unknown-warning-option -Wno-polychrome 2>&1 | FileCheck %s --check-prefix=OFF --allow-empty
// RUN: env POLYCHROME=off polychrome-clang++ -c %s -o %t.o -isystem %S/../Inputs -Wno-unknown-warning-option -Wno-polychrome 2>&1 | FileCheck %s --check-prefix=OFF --allow-empty
#include <fake_asio.hpp>
#include <unistd.h>

boost::asio::io_context io;

void handlers() {
  boost::asio::post(io, [] { sleep(1); });
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpolychrome"
  boost::asio::post(io, [] { sleep(2); });
#pragma GCC diagnostic pop
  boost::asio::post(io, [] { sleep(3); });
}
int main() {}

// OFF-NOT: {{warning|error}}
// WARNING: groups.cpp:[[@LINE-10]]:30: warning: 'sleep' blocks {{.*}}[-Wpolychrome-blocking-call]
// WARNING-NOT: groups.cpp:[[@LINE-8]]
// WARNING: groups.cpp:[[@LINE-7]]:30: warning: 'sleep' blocks
// WARNING: 2 warnings generated
// ERROR: groups.cpp:[[@LINE-14]]:30: error: 'sleep' blocks {{.*}}[-Werror,-Wpolychrome-blocking-call]
// ERROR: 2 errors generated
// WRONG: error: there is no warning group '-Wno-polychrome-blocking'; there are -Wpolychrome and -Wpolychrome-blocking-call
