// What lies in a flat buffer of Beast's is characters: no container of the session's
// lies there, so two sessions' handlers are apart.
// Twins: the buffer is a global; one that sessions share; a view of its characters is kept
// where another handler reads them.
// RUN: %listing -std=c++20 | FileCheck %s
// RUN: %listing -std=c++20 -DTWIN | FileCheck %s --check-prefix=TWIN
// RUN: %listing -std=c++20 -DSHARED | FileCheck %s --check-prefix=SHARED
// RUN: %listing -std=c++20 -DKEPT | FileCheck %s --check-prefix=KEPT
#include <polychrome/polychrome.h>

#include <boost/beast/core/flat_buffer.hpp>

#include <memory>
#include <string>
#include <string_view>

using boost::beast::flat_buffer;

#ifdef TWIN
flat_buffer shared;
#define BUFFER shared
#elif defined(SHARED)
#define BUFFER (*s->buffer)
#else
#define BUFFER s->buffer
#endif

struct session {
#ifdef SHARED
  flat_buffer *buffer;
#else
  flat_buffer buffer;
#endif
  std::string text;
};

#ifdef KEPT
std::string_view kept;
#endif

extern "C" POLYCHROME_HANDLER void fills(session *s) {
  auto into = BUFFER.prepare(1);
  *static_cast<char *>(into.data()) = s->text[0];
#ifdef KEPT
  kept = {static_cast<char *>(into.data()), 1};
#endif
}

extern "C" POLYCHROME_HANDLER void renders(session *s) {
  s->text = "some text of its own";
#ifdef KEPT
  s->text += kept[0];
#endif
}

// CHECK: cell fills | fills = 10
// CHECK: cell fills | renders = 10
// CHECK: cell renders | renders = 10
// TWIN: cell fills | fills = {{.}}1
// SHARED: cell fills | fills = {{.}}1
// KEPT: cell fills | renders = {{.}}1
