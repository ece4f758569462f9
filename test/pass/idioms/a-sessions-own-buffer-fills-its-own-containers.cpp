// A session puts what came into its char array into its own string, and takes elements out of
// its own vector: who is passed an array goes to its end at most, and what is copied among a
// container's elements leads nowhere.
// Twins: the characters are another session's, in each of three ways; the elements are; the
// bytes are a pointer's.
// RUN: polychrome-clang++ -std=c++17 -O2 %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++17 -O1 -g %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s
// RUN: polychrome-clang++ -std=c++17 -O2 -DPEERS_CHARACTERS %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++17 -O2 -DPEERS_ELEMENTS %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++17 -O2 -DPEERS_POINTER %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++17 -O2 -DPEERS_LINE %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
// RUN: polychrome-clang++ -std=c++17 -O2 -DPEERS_TEXT %s -o %t -pthread
// RUN: polychrome matrix %t | FileCheck %s --check-prefix=TWIN
#include <boost/asio.hpp>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

using boost::asio::ip::tcp;

class session : public std::enable_shared_from_this<session> {
public:
  explicit session(tcp::socket s) : socket_(std::move(s)) {}
  session *peer_ = nullptr;

  void start() {
    auto self(shared_from_this());
    socket_.async_read_some(boost::asio::buffer(data_),
                            [this, self](boost::system::error_code ec, std::size_t n) {
                              if (ec)
                                return;
                              ++reads_;
                              data_[n / 2] = 'x';
#ifdef PEERS_CHARACTERS
                              received_.append(peer_->data_, n);
#else
          received_.append(data_, n);
#endif
#ifdef PEERS_LINE
                              std::string line(peer_->data_, n);
#else
          std::string line(data_, n);
#endif
                              received_ += line;
#ifdef PEERS_TEXT
                              received_ += peer_->data_;
#else
          received_ += data_;
#endif
                              last_ = data_;
                              last_ += std::string(data_);
                              sizes_.push_back(int(n));
                              std::vector<int> *sizes = &sizes_;
#ifdef PEERS_ELEMENTS
                              sizes = &peer_->sizes_;
#endif
                              if (sizes->size() > 100)
                                sizes->erase(sizes->begin(), sizes->begin() + 50);
#ifdef PEERS_POINTER
                              // Through bytes of the buffer, a pointer to somebody else.
                              std::memcpy(data_, &peer_, sizeof peer_);
                              session *other;
                              std::memcpy(&other, data_, sizeof other);
                              ++other->reads_;
#endif
                              start();
                            });
  }

private:
  tcp::socket socket_;
  char data_[1024];
  std::string received_, last_;
  std::vector<int> sizes_;
  long reads_ = 0;
};

int main() {
  boost::asio::io_context io;
  tcp::acceptor a(io, tcp::endpoint(tcp::v4(), 0));
  auto one = std::make_shared<session>(a.accept()), two = std::make_shared<session>(a.accept());
  one->peer_ = two.get();
  two->peer_ = one.get();
  one->start();
  two->start();
  io.run();
}

// CHECK: {{^ +0  session::start::lambda#1 +10$}}
// CHECK: {{^ +1  session::start::lambda#1 \(2\) 10 10$}}
// TWIN: {{^ +0\*? session::start::lambda#1 +[01]1$}}
// TWIN: {{^ +1\*? session::start::lambda#1 \(2\) [01]1 [01]1$}}
