// Remarks use the names that the command uses: no offsets into a closure, no mangling, nothing
// that only the library, the compiler or the ABI calls so.
//
// RUN: polychrome-clang++ -O2 -std=c++17 -c %s -o %t.o -Wno-polychrome -Rpass=polychrome -Rpass-missed=polychrome -Rpass-analysis=polychrome 2> %t.remarks
// RUN: FileCheck %s < %t.remarks
// RUN: grep remark: %t.remarks | not grep -E 'closure\[|arg[0-9]|\+[0-9]|abi:cxx11|_M_|_Z|_vptr|owned storage|!'
//
// CHECK: remark: handler 'session::tick::lambda#1' {{.*}}changes context session::count_, {{.*}}changes context session::line_{{.*}}changes global names{{.*}}changes global stats.hits{{.*}} [-Rpass-analysis=polychrome]
// CHECK: remark: handler 'session::tick::lambda#1' never runs beside {{.*}}itself: context session::line_ (contents){{.*}} [-Rpass-missed=polychrome]
#include <boost/asio.hpp>

#include <map>
#include <set>
#include <string>

namespace asio = boost::asio;

struct counters {
  long bytes, hits;
} stats;
std::map<int, std::string> names;

struct member {
  virtual ~member() = default;
  virtual void deliver(int n) = 0;
};
struct room {
  std::set<member *> members_;
  std::string topic_;
};

struct session {
  asio::steady_timer timer_;
  room *room_;
  long count_ = 0;
  std::string line_;

  void tick() {
    timer_.async_wait([this](boost::system::error_code) {
      ++count_;
      ++stats.hits;
      line_ += std::to_string(count_);
      names[1] = line_;
      room_->topic_ = line_;
    });
  }
};

void start(session &s) { s.tick(); }
