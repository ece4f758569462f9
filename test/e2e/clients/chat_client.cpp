//===- chat_client.cpp - Every member reads the same conversation -*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For a chat server with one room: a message is four digits of length and a body.
// Members join all at once and talk; visitors come, read a little and go, again
// and again. Checked:
//   - every member gets every message exactly once, unchanged;
//   - all members get them in the same order, each sender's in its own order;
//   - what a visitor sees is a gapless piece of that order;
//   - who joins at the end gets the last 100 messages, then what is said next.
//
//===----------------------------------------------------------------------===//

#include "swarm.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

namespace {

constexpr std::size_t remembered = 100; ///< the room's history
constexpr std::size_t longest = 512;
constexpr std::size_t shortest = 24;

/// The room outlives a client: its history may begin with an earlier conversation.
using conversation_id = std::uint32_t;

using message_id = std::uint32_t; ///< sender * 2^20 + sequence number

message_id make_id(std::uint32_t sender, std::uint32_t sequence) { return sender << 20 | sequence; }

/// The whole message, header included.
std::string encode(conversation_id conversation, message_id id) {
  e2e::numbers random(std::uint64_t(conversation) << 32 | id);
  std::size_t size = shortest + random.below(longest - shortest + 1);
  char head[40];
  std::snprintf(head, sizeof head, "%4zu%010u.%010u:", size, conversation, id);
  std::string text = head;
  while (text.size() < size + 4)
    text += static_cast<char>('a' + random.below(26));
  return text;
}

/// Reads the room and notes the order.
class listener : public e2e::peer {
public:
  listener(int port, conversation_id c) : peer(port), conversation_(c) {}
  const std::vector<message_id> &seen() const { return seen_; }

protected:
  virtual void noted(message_id) {}

private:
  void received(std::string_view bytes) override {
    unread_.append(bytes);
    std::size_t at = 0, size = 0;
    while (unread_.size() - at >= 4 && unread_.size() - at >= 4 + (size = length_at(at))) {
      message(std::string_view(unread_).substr(at, 4 + size));
      at += 4 + size;
    }
    unread_.erase(0, at);
  }

  void message(std::string_view text) {
    auto c = static_cast<conversation_id>(std::strtoul(text.data() + 4, nullptr, 10));
    auto id = static_cast<message_id>(std::strtoul(text.data() + 15, nullptr, 10));
    if (text != encode(c, id))
      throw e2e::failure("a message arrived damaged");
    if (c == conversation_) {
      seen_.push_back(id);
      noted(id);
    } else if (!seen_.empty()) {
      throw e2e::failure("a message of an earlier conversation came after one of this");
    }
  }

  std::size_t length_at(std::size_t at) const {
    long size = std::atol(unread_.substr(at, 4).c_str());
    if (size < static_cast<long>(shortest) || size > static_cast<long>(longest))
      throw e2e::failure("a message header arrived damaged");
    return static_cast<std::size_t>(size);
  }

  std::string unread_;
  std::vector<message_id> seen_;

protected:
  const conversation_id conversation_;
};

class member : public listener {
public:
  member(int port, conversation_id c, std::uint32_t number, std::uint32_t window)
      : listener(port, c), number_(number), window_(window) {}

  /// Say on until message number `last`, `window` at once.
  void talk(std::uint32_t last) {
    last_ = last;
    while (said_ < last_ && said_ < heard_own_ + window_)
      send(encode(conversation_, make_id(number_, said_++)));
  }
  std::uint32_t said() const { return said_; }
  std::uint32_t heard_own() const { return heard_own_; }

private:
  void noted(message_id id) override {
    if (id >> 20 != number_)
      return;
    if (id != make_id(number_, heard_own_))
      throw e2e::failure("a member's own messages came back out of order, twice or not at all");
    ++heard_own_;
    talk(last_);
  }

  std::uint32_t number_;
  std::uint32_t window_;
  std::uint32_t said_ = 0;
  std::uint32_t heard_own_ = 0;
  std::uint32_t last_ = 0;
};

using order = std::vector<message_id>;

void check_same(const order &expected, const order &seen) {
  auto [a, b] = std::mismatch(expected.begin(), expected.end(), seen.begin(), seen.end());
  if (a != expected.end() || b != seen.end())
    throw e2e::failure("two members saw different orders, from message " +
                       std::to_string(a - expected.begin()) + " on");
}

void check_each_once(order all, std::size_t expected) {
  std::sort(all.begin(), all.end());
  if (all.size() != expected || std::adjacent_find(all.begin(), all.end()) != all.end())
    throw e2e::failure("a message was lost or came twice");
}

void check_piece(const order &whole, const order &piece) {
  if (std::search(whole.begin(), whole.end(), piece.begin(), piece.end()) == whole.end())
    throw e2e::failure("a visitor saw messages with a gap, or in another order than the members");
}

class conversation {
public:
  explicit conversation(const e2e::options &o)
      : options_(o), port_(static_cast<int>(o["port"])),
        swarm_{std::chrono::duration<double>(o["limit"])} {}

  void join() {
    long n = options_["members"];
    if (n < 1 || n > static_cast<long>(remembered))
      throw e2e::failure("1 to 100 members, or the greetings do not fit into the history");
    for (long i = 0; i < n; ++i) {
      members_.push_back(std::make_unique<member>(port_, id_, static_cast<std::uint32_t>(i),
                                                  static_cast<std::uint32_t>(options_["window"])));
      swarm_.add(*members_.back());
      members_.back()->talk(1);
    }
    swarm_.run_until([&] { return everybody_heard(members_.size()); }, "the members' greetings");
  }

  void talk() {
    double begin = swarm_.seconds();
    for (auto &m : members_)
      m->talk(static_cast<std::uint32_t>(options_["messages"]));
    for (long i = 0; i < options_["visitors"]; ++i)
      visitors_.push_back(visit());
    swarm_.run_until(
        [&] {
          if (options_["seconds"] > 0 &&
              swarm_.seconds() - begin > static_cast<double>(options_["seconds"]))
            for (auto &m : members_)
              m->talk(m->said());
          change_visitors();
          return everybody_heard(total());
        },
        "every member to hear every message");
    talked_ = swarm_.seconds() - begin;
  }

  void check() {
    const order &whole = members_.front()->seen();
    check_each_once(whole, total());
    for (auto &m : members_)
      check_same(whole, m->seen());
    for (const order &piece : pieces_)
      check_piece(whole, piece);
    check_latecomer(whole);
  }

  void report() const {
    std::size_t deliveries = total() * members_.size();
    std::printf("{\"messages\": %zu, \"deliveries\": %zu, \"visits\": %zu, \"seconds\": %.4f, "
                "\"per_second\": %.0f}\n",
                total(), deliveries, pieces_.size(), talked_,
                static_cast<double>(deliveries) / talked_);
  }

private:
  std::size_t total() const {
    std::size_t n = 0;
    for (auto &m : members_)
      n += m->said();
    return n;
  }

  bool everybody_heard(std::size_t n) const {
    return std::all_of(members_.begin(), members_.end(), [&](auto &m) {
      return m->seen().size() >= n && m->heard_own() == m->said();
    });
  }

  std::unique_ptr<listener> visit() {
    auto visitor = std::make_unique<listener>(port_, id_);
    swarm_.add(*visitor);
    return visitor;
  }

  /// A visitor goes as soon as it has seen the history and a little more. The
  /// number of visits is bounded: each is checked against the whole.
  void change_visitors() {
    for (auto &v : visitors_)
      if (v->seen().size() > remembered && pieces_.size() < 200) {
        pieces_.push_back(v->seen());
        v = visit();
      }
  }

  void check_latecomer(const order &whole) {
    auto late = visit();
    std::size_t n = std::min(remembered, whole.size());
    swarm_.run_until([&] { return late->seen().size() >= n; }, "the history for a latecomer");
    order expected(whole.end() - static_cast<std::ptrdiff_t>(n), whole.end());
    members_.front()->talk(members_.front()->said() + 1);
    expected.push_back(make_id(0, members_.front()->said() - 1));
    swarm_.run_until([&] { return late->seen().size() >= n + 1; }, "news for a latecomer");
    check_same(expected, late->seen());
  }

  const e2e::options &options_;
  int port_;
  conversation_id id_ = static_cast<conversation_id>(getpid());
  e2e::swarm swarm_;
  std::vector<std::unique_ptr<member>> members_;
  std::vector<std::unique_ptr<listener>> visitors_;
  std::vector<order> pieces_;
  double talked_ = 0;
};

int body(int argc, char **argv) {
  e2e::options o(argc, argv,
                 {{"port", 0},
                  {"members", 16},
                  {"messages", 200},
                  {"window", 4},
                  {"visitors", 2},
                  {"seconds", 0},
                  {"limit", 60}});
  conversation room(o);
  room.join();
  room.talk();
  room.check();
  room.report();
  return 0;
}

} // namespace

int main(int argc, char **argv) { return e2e::run_client(body, argc, argv); }
