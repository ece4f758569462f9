// Handlers that keep something between invocations where all of them reach it.
// RUN: %verify %s
// RUN: %fixits %s 2>&1 | FileCheck %s
#include <fake_asio.hpp>
#include <string>

namespace asio = boost::asio;
asio::io_context io;

thread_local int depth; // expected-note {{make it a member}}

void started() {
  asio::post(io, [] {
    static int calls = 0; // expected-note {{its updates commute: say so, and they conflict no more}}
    // CHECK: fix-it:"{{.*}}handler-state.cpp":{[[@LINE-1]]:5-[[@LINE-1]]:5}:"{{\[\[}}polychrome::commutes]] "
    ++calls; // expected-warning {{'calls' is static: all invocations share it, and none runs beside another [-Wpolychrome-handler-state]}}
    calls += 2;
    static int limit = 7; // expected-note {{it is never written: make it const}}
    // CHECK: fix-it:"{{.*}}handler-state.cpp":{[[@LINE-1]]:12-[[@LINE-1]]:12}:"const "
    if (limit > 3) // expected-warning {{'limit' is static}}
      ++depth;     // expected-warning {{'depth' is thread_local: the handler has to stay on the thread that runs the loop}}
    static int last; // expected-note {{make it a member of what the handler belongs to}}
    last = limit;    // expected-warning {{'last' is static}}
    static std::string text;
    text += "x"; // expected-warning {{'text' is static}}
  });
}

struct session {
  void start() {
    asio::post(io, [this] { next(); }); // expected-note {{called from the handler here}}
  }
  int next() {
    static int id; // expected-note {{make it a member}}
    return ++id;   // expected-warning {{'id' is static}}
  }
};
