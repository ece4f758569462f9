// A container of characters or numbers leads nowhere else, unless the program makes pointers
// of what it holds.
// RUN: %listing -std=c++20 -g | FileCheck %s
#include <cstring>
#include <memory>
#include <polychrome/polychrome.h>
#include <string>
#include <vector>

struct session {
  long id;
  char more[100];
  std::string text;
  std::vector<std::string> texts;
  std::vector<unsigned long> numbers;
};

extern "C" POLYCHROME_HANDLER void from_text(session *s) {
  int *p;
  std::memcpy(&p, s->text.data(), sizeof(p));
  ++*p;
}
// CHECK-DAG: cell from_text | from_text = {{[01]}}1

extern "C" POLYCHROME_HANDLER void from_texts(session *s) {
  int *p;
  std::memcpy(&p, s->texts[0].data(), sizeof(p));
  ++*p;
}
// CHECK-DAG: cell from_texts | from_texts = {{[01]}}1

struct message {
  long length;
  int *p;
};
extern "C" POLYCHROME_HANDLER void from_a_message(session *s) {
  auto m = std::make_unique<message>();
  std::memcpy(m.get(), s->texts[0].data(), sizeof(message));
  ++*m->p;
}
// CHECK-DAG: cell from_a_message | from_a_message = {{[01]}}1

extern "C" POLYCHROME_HANDLER void from_numbers(session *s) {
  ++*reinterpret_cast<int *>(s->numbers[1]);
}
// CHECK-DAG: cell from_numbers | from_numbers = {{[01]}}1
