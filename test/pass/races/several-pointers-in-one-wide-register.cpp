// Another unit copies objects by registers of 16 and 32 bytes, in which there are several pointers.
// RUN: %race %s %t
// EXPECT: first z conflict
// EXPECT: second z conflict
// EXPECT: fourth z conflict
// EXPECT: whole z conflict
// EXPECT: many z conflict
// EXPECT: returned z conflict
#include <cstddef>
#include <immintrin.h>
struct box {
  long *p, *q, *r, *t;
};
extern "C" long g;
void copy16(void *to, const void *from);
void copy32(void *to, const void *from);
void copy_int(void *to, const void *from);
void copy_all(void *to, const void *from, std::size_t n);
__m128i load16(const void *from);
//--- a.cpp
extern "C" {
void first() {
  box s{&g}, d{};
  copy16(&d, &s);
  *d.p = 1;
}
void second() {
  box s{nullptr, &g}, d{};
  copy16(&d, &s);
  *d.q = 1;
}
void fourth() {
  box s{nullptr, nullptr, nullptr, &g}, d{};
  copy32(&d, &s);
  *d.t = 1;
}
void whole() {
  box s{nullptr, &g}, d{};
  copy_int(&d, &s);
  *d.q = 1;
}
void many() {
  box s{nullptr, nullptr, nullptr, &g}, d{};
  copy_all(&d, &s, sizeof s);
  *d.t = 1;
}
void returned() {
  box s{nullptr, &g}, d{};
  _mm_storeu_si128((__m128i *)&d, load16(&s));
  *d.q = 1;
}
}
//--- b.cpp
long g;
typedef unsigned __int128 __attribute__((may_alias)) bytes16;
void copy16(void *to, const void *from) {
  _mm_storeu_si128((__m128i *)to, _mm_loadu_si128((const __m128i *)from));
}
__attribute__((target("avx"))) void copy32(void *to, const void *from) {
  _mm256_storeu_si256((__m256i *)to, _mm256_loadu_si256((const __m256i *)from));
}
void copy_int(void *to, const void *from) { *(bytes16 *)to = *(const bytes16 *)from; }
void copy_all(void *to, const void *from, std::size_t n) {
  for (std::size_t i = 0; i < n / 16; ++i)
    _mm_storeu_si128((__m128i *)to + i, _mm_loadu_si128((const __m128i *)from + i));
}
__m128i load16(const void *from) { return _mm_loadu_si128((const __m128i *)from); }
extern "C" void z() { g = 0; }
