// Another unit makes sessions that know a registry: as a unique_ptr, a shared_ptr, in a list.
// RUN: %race %s %t
// EXPECT: a z conflict
// EXPECT: c z conflict
// EXPECT: d z conflict
// EXPECT: e z conflict
#include <memory>
#include <vector>
struct registry { long n; };
struct session { registry *r; long n; };
std::unique_ptr<session> make_unique_session();
std::shared_ptr<session> make_shared_session();
std::vector<session *> make_sessions();
void add_session(std::vector<session> &v);
//--- a.cpp
extern "C" void a() { auto s = make_unique_session(); ++s->r->n; }
extern "C" void c() { auto s = make_shared_session(); ++s->r->n; }
extern "C" void d() { for (session *s : make_sessions()) ++s->r->n; }
extern "C" void e() { std::vector<session> v; add_session(v); ++v[0].r->n; }
//--- b.cpp
static registry all;
std::unique_ptr<session> make_unique_session() { return std::unique_ptr<session>(new session{&all, 0}); }
std::shared_ptr<session> make_shared_session() { auto s = std::make_shared<session>(); s->r = &all; return s; }
std::vector<session *> make_sessions() { return {new session{&all, 0}}; }
void add_session(std::vector<session> &v) { v.push_back({&all, 0}); }
extern "C" void z() { all.n = 0; }
