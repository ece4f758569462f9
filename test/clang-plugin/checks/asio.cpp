// With Boost's own headers: handlers are recognised as with the stand-in, and the headers
// themselves, templates and all, are not complained of.
// RUN: %verify %s
#include <boost/asio.hpp>
#include <boost/bind/bind.hpp>

#include <functional>
#include <memory>

namespace asio = boost::asio;
using asio::ip::tcp;

class session : public std::enable_shared_from_this<session> {
public:
  explicit session(tcp::socket s) : socket_(std::move(s)), timer_(socket_.get_executor()) {}

  void start() {
    auto self(shared_from_this());
    socket_.async_read_some(asio::buffer(data_),
                            [this, self](boost::system::error_code e, std::size_t n) {
                              if (!e)
                                asio::write(socket_, asio::buffer(data_, n)); // expected-warning {{'boost::asio::write' blocks}}
                            });
    asio::async_write(socket_, asio::buffer(data_),
                      std::bind(&session::written, shared_from_this(), std::placeholders::_1));
    timer_.async_wait(boost::bind(&session::fired, shared_from_this()));
    asio::post(timer_.get_executor(), [self] { self->timer_.wait(); }); // expected-warning {{wait' blocks}}
  }

private:
  void written(boost::system::error_code) {
    socket_.send(asio::buffer(data_)); // expected-warning {{send' blocks}}
  }
  void fired() {
    boost::system::error_code e;
    socket_.close(e);
    socket_.async_read_some(asio::buffer(data_), [](auto, auto) {});
  }
  tcp::socket socket_;
  asio::steady_timer timer_;
  char data_[64];
};

void serve(asio::io_context &io, tcp::acceptor &acceptor) {
  acceptor.async_accept([&acceptor](boost::system::error_code, tcp::socket s) {
    std::make_shared<session>(std::move(s))->start();
    tcp::socket next = acceptor.accept(); // expected-warning {{accept' blocks}}
  });
  tcp::socket first = acceptor.accept();
  io.run();
}
