//===- swarm.cpp - Many connections to one server, in one thread -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See swarm.hpp.
//
//===----------------------------------------------------------------------===//

#include "swarm.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace e2e {

static std::string system_error(const char *what) {
  return std::string(what) + ": " + std::strerror(errno);
}

peer::peer(int port) {
  fd_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd_ < 0)
    throw failure(system_error("cannot make a socket"));
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  to.sin_port = htons(static_cast<std::uint16_t>(port));
  if (connect(fd_, reinterpret_cast<sockaddr *>(&to), sizeof to) != 0) {
    std::string why = system_error("cannot connect");
    close(fd_);
    throw failure(why);
  }
  int on = 1;
  setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  fcntl(fd_, F_SETFL, O_NONBLOCK);
}

peer::~peer() { close(fd_); }

void peer::send(std::string_view bytes) {
  unsent_.append(bytes);
  flush();
}

void peer::flush() {
  while (!unsent_.empty()) {
    ssize_t n = ::send(fd_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN)
      return;
    if (n < 0)
      throw failure(system_error("sending to the server"));
    unsent_.erase(0, static_cast<std::size_t>(n));
  }
}

void peer::read() {
  std::array<char, 65536> data;
  // Edge-triggered: until nothing is left.
  for (;;) {
    ssize_t n = recv(fd_, data.data(), data.size(), 0);
    if (n < 0 && errno == EAGAIN)
      return;
    if (n < 0)
      throw failure(system_error("receiving from the server"));
    if (n == 0)
      throw failure("the server closed a connection that was still in use");
    // A server that leaves Nagle's algorithm on waits for our acknowledgement
    // before it sends the rest of an answer: don't delay it.
    int on = 1;
    setsockopt(fd_, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
    received({data.data(), static_cast<std::size_t>(n)});
  }
}

swarm::swarm(std::chrono::duration<double> limit)
    : epoll_(epoll_create1(EPOLL_CLOEXEC)),
      end_(begin_ + std::chrono::duration_cast<clock::duration>(limit)) {
  if (epoll_ < 0)
    throw failure(system_error("epoll_create1"));
}

swarm::~swarm() { close(epoll_); }

void swarm::add(peer &p) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLET;
  event.data.ptr = &p;
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, p.fd_, &event) != 0)
    throw failure(system_error("epoll_ctl"));
}

void swarm::remove(peer &p) { epoll_ctl(epoll_, EPOLL_CTL_DEL, p.fd_, nullptr); }

void swarm::run_until(const std::function<bool()> &done, const char *what) {
  while (!done()) {
    if (clock::now() > end_)
      throw failure(std::string("no answer in time: waiting for ") + what);
    std::array<epoll_event, 64> events;
    int n = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 100);
    for (int i = 0; i < n; ++i) {
      peer &p = *static_cast<peer *>(events[static_cast<std::size_t>(i)].data.ptr);
      if (events[static_cast<std::size_t>(i)].events & EPOLLOUT)
        p.flush();
      if (events[static_cast<std::size_t>(i)].events & ~EPOLLOUT)
        p.read();
    }
  }
}

double swarm::seconds() const {
  return std::chrono::duration<double>(clock::now() - begin_).count();
}

options::options(int argc, char **argv, std::map<std::string, long> defaults)
    : values_(std::move(defaults)) {
  for (int i = 1; i < argc; ++i) {
    std::string text = argv[i];
    std::size_t equals = text.find('=');
    if (text.rfind("--", 0) != 0 || equals == std::string::npos ||
        !values_.count(text.substr(2, equals - 2)))
      throw failure("unknown option " + text);
    values_[text.substr(2, equals - 2)] = std::atol(text.c_str() + equals + 1);
  }
}

int run_client(int (*body)(int, char **), int argc, char **argv) {
  try {
    return body(argc, argv);
  } catch (const std::exception &e) {
    std::cerr << argv[0] << ": " << e.what() << "\n";
    return 1;
  }
}

} // namespace e2e
