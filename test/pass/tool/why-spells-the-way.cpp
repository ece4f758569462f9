// What lies behind a pointer of an object that the closure names is called as the handler's source
// calls it. Where two classes are on the way, the class of the member is all that is said.

// RUN: polychrome-clang++ -O2 -g -std=c++20 -c %s -o %t.o -Wno-polychrome
// RUN: polychrome why %t.o speak | FileCheck %s
// RUN: polychrome why %t.o shout | FileCheck %s --check-prefix=FAR

// CHECK: who->room_->said  (any room::said, in any context
// CHECK-NEXT: speak writes it at {{.*}}.cpp:[[@LINE+21]]:

// FAR: any house::doors  (in any context
// FAR-NEXT: shout writes it at {{.*}}.cpp:[[@LINE+20]]:
#include <polychrome/polychrome.h>

struct house {
  long rooms;
  long doors;
};

struct room {
  house *in_;
  long said;
};

struct guest {
  long name;
  room *room_;
};

POLYCHROME_HANDLER void speak(guest *who) { ++who->room_->said; }

POLYCHROME_HANDLER void shout(guest *who) { ++who->room_->in_->doors; }
