//===- listener.hpp - A listening socket and whole writes -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the three blocking servers have in common: open a port of the loopback
// interface, accept, and write all of a buffer. Port 0 lets the system choose.
//
//===----------------------------------------------------------------------===//

#ifndef SAMPLES_ECHO_LISTENER_HPP
#define SAMPLES_ECHO_LISTENER_HPP

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

[[noreturn]] inline void give_up(const char *what) {
  std::perror(what);
  std::exit(1);
}

inline int open_port(int argc, char **argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s PORT   (0: any free port)\n", argv[0]);
    std::exit(2);
  }
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  int on = 1;
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  at.sin_port = htons(static_cast<unsigned short>(std::atoi(argv[1])));
  socklen_t size = sizeof at;
  if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      bind(fd, reinterpret_cast<sockaddr *>(&at), size) != 0 || listen(fd, SOMAXCONN) != 0 ||
      getsockname(fd, reinterpret_cast<sockaddr *>(&at), &size) != 0)
    give_up("cannot listen");
  std::printf("listening on 127.0.0.1:%d\n", ntohs(at.sin_port));
  std::fflush(stdout);
  return fd;
}

inline int next_client(int listener) {
  int fd = -1;
  while ((fd = accept(listener, nullptr, nullptr)) < 0)
    if (errno != EINTR && errno != ECONNABORTED)
      give_up("accept");
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

inline bool write_all(int fd, const char *data, std::size_t size) {
  while (size > 0) {
    ssize_t n = send(fd, data, size, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    data += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

/// Echoes until the client has closed; then closes too.
inline void serve(int fd) {
  char data[4096];
  for (;;) {
    ssize_t n = recv(fd, data, sizeof data, 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0 || !write_all(fd, data, static_cast<std::size_t>(n)))
      break;
  }
  close(fd);
}

#endif // SAMPLES_ECHO_LISTENER_HPP
