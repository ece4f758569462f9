// A virtual destructor run by delete.
// RUN: %race %s %t
// EXPECT: a b conflict
struct base { virtual ~base(); int k; };
struct derived : base { ~derived(); };
int gone; int other;
base::~base() {}
extern "C" void a(base *p) { delete p; }
derived::~derived() { gone++; }
derived d;
extern "C" void b() { gone = 0; }
