// A closure owns a container by value, and the container's elements lead out of it.
// RUN: %race %s %t -std=c++17
// EXPECT: main::lambda#1 z conflict
// EXPECT: main::lambda#1 main::lambda#1 conflict
// EXPECT: main::lambda#2 z conflict
// EXPECT: main::lambda#3 z by-key
// EXPECT: main::lambda#4 z by-key
#include <boost/asio.hpp>
#include <memory>
#include <variant>
#include <vector>
struct room {
  long guests;
};
struct box {
  long n;
  box *up;
};
struct job {
  long length;
  room *in;
};
extern "C" void z(box *b, room *r) {
  b->n = 1;
  r->guests = 2;
}
box lobby;
room hall;
int main(int n, char **) {
  boost::asio::io_context io;
  std::vector<box> v(9);
  std::vector<char> c(100);
  post(io, [v = std::move(v), n]() mutable {
    box *x = &v[n];
    if (n == 3)
      x = v[2].up;
    x->n++;
  });
  post(io, [c = std::move(c)]() mutable { reinterpret_cast<job *>(c.data())->in->guests++; });
  post(io, [v = std::variant<std::vector<long>, room *>(&hall)]() mutable {
    if (auto *x = std::get_if<0>(&v))
      (*x)[0]++;
    else
      std::get<1>(v)->guests++;
  });
  post(io, [v = std::variant<std::vector<box>, box *>(&lobby)]() mutable {
    if (auto *x = std::get_if<0>(&v))
      (*x)[0].n++;
    else
      std::get<1>(v)->n++;
  });
  io.run();
}
