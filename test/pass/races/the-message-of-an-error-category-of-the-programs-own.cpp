// The message of an error category of the programs own.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <boost/system/error_code.hpp>
int n; struct cat : boost::system::error_category { const char *name() const noexcept override { return "x"; } std::string message(int) const override { n++; return "y"; } } k;
struct c { boost::system::error_code ec; std::string s; };
extern "C" void a(c *x) { x->s = x->ec.message(); }
extern "C" void b() { n = 0; }
int main() { static c x; x.ec.assign(3, k); return 0; }
