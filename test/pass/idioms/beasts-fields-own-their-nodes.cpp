// The fields of an HTTP message own their nodes and strings: two sessions' are apart.
// Twins: the fields are a global; the fields have an allocator of the program's own, which
// counts in a global, so the library's model is not theirs; a value that somebody else
// keeps is read where it lies.
// RUN: %listing -std=c++20 | FileCheck %s
// RUN: %listing -std=c++20 -DTWIN | FileCheck %s --check-prefix=TWIN
// RUN: %listing -std=c++20 -DALLOCATOR | FileCheck %s --check-prefix=ALLOCATOR
// RUN: %listing -std=c++20 -DKEPT | FileCheck %s --check-prefix=KEPT
#include <polychrome/polychrome.h>

#include <boost/beast/http/fields.hpp>

#include <cstddef>
#include <string>

namespace http = boost::beast::http;

#ifdef ALLOCATOR
inline unsigned long allocations;
template <class T> struct counting : std::allocator<T> {
  template <class U> struct rebind {
    using other = counting<U>;
  };
  counting() = default;
  template <class U> counting(const counting<U> &) {}
  T *allocate(std::size_t n) {
    ++allocations;
    return std::allocator<T>::allocate(n);
  }
};
using fields = http::basic_fields<counting<char>>;
#else
using fields = http::fields;
#endif

struct session {
  fields own;
  unsigned long size;
};

#ifdef TWIN
fields shared;
#define FIELDS shared
#else
#define FIELDS s->own
#endif

#ifdef KEPT
boost::beast::string_view kept;
void keep(session *s) { kept = FIELDS[http::field::etag]; }
#endif

extern "C" POLYCHROME_HANDLER void changes(session *s) {
  FIELDS.set(http::field::etag, "a tag");
  FIELDS.erase(http::field::content_type);
}

extern "C" POLYCHROME_HANDLER void looks(session *s) {
#ifdef KEPT
  for (char c : kept)
    s->size += c == 'a';
#else
  s->size = FIELDS[http::field::etag].size() + FIELDS.count(http::field::etag);
#endif
}

// CHECK: cell changes | changes = 10
// CHECK: cell changes | looks = 10
// CHECK: cell looks | looks = 10
// TWIN: cell changes | changes = {{.}}1
// TWIN: cell changes | looks = {{.}}1
// ALLOCATOR: cell changes | changes = {{.}}1
// KEPT: cell changes | looks = {{.}}1
