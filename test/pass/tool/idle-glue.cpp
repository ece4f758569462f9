// A unit that neither runs a loop nor has strands carries no glue for them; one that does has
// what its hooks call.

// RUN: polychrome-clang++ -O2 -std=c++17 -c %s -o %t.post.o
// RUN: llvm-nm %t.post.o | FileCheck %s --check-prefix=POSTS --implicit-check-not=polychrome_asio_run \
// RUN:   --implicit-check-not=polychrome_asio_enqueue --implicit-check-not=polychrome_asio_unlock
// RUN: polychrome-clang++ -O2 -std=c++17 -DRUNS -c %s -o %t.run.o
// RUN: llvm-nm %t.run.o | FileCheck %s --check-prefix=RUNS \
// RUN:   --implicit-check-not=polychrome_asio_enqueue --implicit-check-not=polychrome_asio_unlock
// RUN: polychrome-clang++ -O2 -std=c++17 -DSTRANDS -c %s -o %t.strand.o
// RUN: llvm-nm %t.strand.o | FileCheck %s --check-prefix=STRANDS --implicit-check-not=polychrome_asio_run

// POSTS: W polychrome_asio_post
// RUNS: W polychrome_asio_run
// STRANDS: W polychrome_asio_enqueue
// STRANDS: W polychrome_asio_unlock

#include <boost/asio.hpp>

void start(boost::asio::io_context &io, int &n) {
#ifdef STRANDS
  boost::asio::post(boost::asio::make_strand(io), [&n] { ++n; });
#else
  boost::asio::post(io, [&n] { ++n; });
#endif
#ifdef RUNS
  io.run();
#endif
}
