// What handlers do with a global string or map is apart from what others do with their
// sessions, which have such members: no session lies in one of the library's objects.

// RUN: polychrome-clang++ -O2 -std=c++17 %s -o %t
// RUN: polychrome matrix %t | FileCheck %s
// The twin: what is changed is a session itself.
// RUN: polychrome-clang++ -O2 -std=c++17 -DTWIN %s -o %t.twin
// RUN: polychrome matrix %t.twin | FileCheck %s --check-prefix=TWIN
// Another: there is storage for a session.
// RUN: polychrome-clang++ -O2 -std=c++17 -DSTORAGE %s -o %t.storage
// RUN: polychrome matrix %t.storage | FileCheck %s --check-prefix=TWIN
// And one where the map is a session's.
// RUN: polychrome-clang++ -O2 -std=c++17 -DMAP %s -o %t.map
// RUN: polychrome matrix %t.map | FileCheck %s --check-prefix=MAP

//      CHECK: 0 rename 01
// CHECK-NEXT: 1 enter {{ *}}00 01
// CHECK-NEXT: 2 count {{ *}}00 00 10
// CHECK-NEXT: 3 reply {{ *}}00 00 10 10
//       TWIN: 2 count {{ *}}01 00 10
//        MAP: 3 reply {{ *}}{{[01]+}} 01 10 10

#include <polychrome/polychrome.hpp>

#include <map>
#include <new>
#include <string>

struct session {
  std::string text;
  std::map<int, int> seen;
  int calls = 0;
};

#if defined(TWIN)
static session shared;
static std::string &name = shared.text;
static int &renamed = shared.calls;
#elif defined(STORAGE)
alignas(session) static char room[sizeof(session)];
static std::string name;
static int &renamed = *reinterpret_cast<int *>(room + offsetof(session, calls));
#else
static std::string name;
static int renamed = 0;
#endif
#ifdef MAP
static session crowd;
static std::map<int, int> &entered = crowd.seen;
#else
static std::map<int, int> entered;
#endif

POLYCHROME_HANDLER void rename(session *) {
  name += 'c';
  ++renamed;
}
POLYCHROME_HANDLER void enter(session *) {
  entered.clear();
}
POLYCHROME_HANDLER void count(session *s) { ++s->calls; }
POLYCHROME_HANDLER void reply(session *s) {
  s->calls += s->seen.size();
}

int main() {
#ifdef STORAGE
  session &one = *new (room) session;
#else
  session one;
#endif
  polychrome::post(rename, &one);
  polychrome::post(enter, &one);
  polychrome::post(count, &one);
  polychrome::post(reply, &one);
  polychrome_run();
}
