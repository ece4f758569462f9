// The same for a list's elements.
// RUN: %race --levels=-O1,-O2 %s %t
// EXPECT: inc touch conflict
// EXPECT: ginc touch conflict
// EXPECT: hinc touch by-key
// EXPECT: any touch conflict
// EXPECT: linc touch conflict
// EXPECT: gvinc touch conflict
// EXPECT: ginc vtouch conflict
// EXPECT: hginc touch conflict
// EXPECT: uinc touch conflict
#include <vector>
#include <list>
#include <memory>
struct plain { long kind; long n; };
struct more : plain { long extra; };
struct room { long pad; std::vector<plain> all; };
struct lroom { long pad; std::list<plain> all; };
struct uroom { long pad; std::unique_ptr<plain> one; };
struct holder { plain first; long z; };
struct ref { plain *at; };
extern plain g;
extern holder hg;
extern std::vector<plain> gv;
//--- a.cpp
plain g;
holder hg;
std::vector<plain> gv;
extern "C" {
void inc(room *r) { ++r->all[0].n; }
void linc(lroom *r) { ++r->all.front().n; }
void uinc(uroom *r) { ++r->one->n; }
void ginc(room *) { ++g.n; }
void hginc(room *) { ++hg.first.n; }
void gvinc(room *) { ++gv[0].n; }
void hinc(holder *h) { ++h->first.n; }
void any(ref *h) { ++h->at->n; }
void touch(plain *p) { ++p->n; if (p->kind) ++static_cast<more *>(p)->extra; }
void vtouch(void *p, long which) { if (which) ++static_cast<more *>(p)->extra; else ++static_cast<plain *>(p)->n; }
}
