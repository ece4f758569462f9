// A unique_ptr that another unit makes of what a function hands out.
// RUN: %race %s %t
// EXPECT: use use conflict
#include <memory>
struct base { virtual ~base() {} int v = 0; };
struct object : base { int w = 0; };
struct session { std::unique_ptr<base> p; };
//--- a.cpp
extern "C" void use(session *s) { s->p->v++; }
//--- b.cpp
object *common() { static object o; return &o; }
void open(session *s) { std::unique_ptr<object> p(common()); s->p = std::move(p); }
int main() { session s, t; open(&s); open(&t); }
