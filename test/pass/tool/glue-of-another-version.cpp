// The glue that a unit includes is not the one that the plugin was made for: one error says
// what, where and what to do, and nothing crashes. Twin: it is the one, and there is nothing to say.

// RUN: rm -rf %t && mkdir %t && cp -r %include %t/include
// RUN: clang++ -std=c++17 -fpass-plugin=%pass -I%t/include/polychrome/shim -I%t/include -c %s -o %t/fits.o 2>&1 | count 0
// RUN: llvm-nm %t/fits.o | FileCheck %s --check-prefix=FITS --implicit-check-not=polychrome_asio_version
// FITS: W polychrome_asio_post

// RUN: sed 's/\(define POLYCHROME_GLUE_VERSION\) .*/\1 999u/' %include/polychrome/abi.h > %t/include/polychrome/abi.h
// RUN: not clang++ -std=c++17 -fpass-plugin=%pass -I%t/include/polychrome/shim -I%t/include -c %s -o %t/other.o 2>&1 \
// RUN:   | FileCheck %s --check-prefix=OTHER --implicit-check-not=error: --implicit-check-not=PLEASE
// OTHER: error: polychrome: {{.*}}glue-of-another-version.cpp includes a polychrome/asio/glue.hpp that does not fit: it is of version 999, this plugin of version {{[0-9]+}}; use the headers and the plugin of one installation

// RUN: cp %include/polychrome/abi.h %t/include/polychrome/abi.h
// RUN: sed '/polychrome_asio_version()/,/}/d' %include/polychrome/asio/glue.hpp > %t/include/polychrome/asio/glue.hpp
// RUN: not clang++ -std=c++17 -fpass-plugin=%pass -I%t/include/polychrome/shim -I%t/include -c %s -o %t/none.o 2>&1 \
// RUN:   | FileCheck %s --check-prefix=NONE --implicit-check-not=error: --implicit-check-not=PLEASE
// NONE: error: polychrome: {{.*}} that does not fit: it has no version, this plugin of version

// RUN: sed 's/polychrome_asio_post(void/polychrome_asio_post(long, void/' %include/polychrome/asio/glue.hpp > %t/include/polychrome/asio/glue.hpp
// RUN: not clang++ -std=c++17 -fpass-plugin=%pass -I%t/include/polychrome/shim -I%t/include -c %s -o %t/more.o 2>&1 \
// RUN:   | FileCheck %s --check-prefix=MORE --implicit-check-not=error: --implicit-check-not=PLEASE
// MORE: error: polychrome: {{.*}} that does not fit: its function 'polychrome_asio_post' is not the one that this plugin calls; use the headers

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

void start(boost::asio::io_context &io, int &n) {
  boost::asio::post(io, [&n] { ++n; });
}
