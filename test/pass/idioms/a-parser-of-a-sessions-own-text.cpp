// Words found by views of a session's own text, and kept in its own vector, concern the
// session alone; not so if the text is everybody's.
// RUN: %listing -std=c++20 | FileCheck %s
// RUN: %listing -std=c++20 -DTWIN | FileCheck %s --check-prefix=TWIN
#include <charconv>
#include <polychrome/polychrome.h>
#include <string>
#include <string_view>
#include <vector>

struct session {
  int sum;
  std::string unread;
  std::vector<std::string> words;
};

#ifdef TWIN
static std::string text;
#define TEXT(s) text
#else
#define TEXT(s) (s)->unread
#endif

static bool next(std::string_view &rest, std::string_view &word) {
  std::size_t begin = rest.find_first_not_of(' ');
  if (begin == std::string_view::npos)
    return false;
  std::size_t end = std::min(rest.find(' ', begin), rest.size());
  word = rest.substr(begin, end - begin);
  rest.remove_prefix(end);
  return true;
}

extern "C" POLYCHROME_HANDLER void parse(session *s) {
  std::string_view rest = TEXT(s), word;
  while (next(rest, word)) {
    int number = 0;
    if (std::from_chars(word.data(), word.data() + word.size(), number).ec == std::errc())
      s->sum += number;
    else
      s->words.emplace_back(word);
  }
}
// CHECK-DAG: cell parse | parse = 10

extern "C" POLYCHROME_HANDLER void feed(session *s, int digit) {
  TEXT(s).push_back(char('0' + digit % 10));
}
// CHECK-DAG: cell feed | feed = 10
// CHECK-DAG: cell parse | feed = 10
// TWIN-DAG: cell feed | feed = 01
// TWIN-DAG: cell parse | feed = {{[01]}}1
