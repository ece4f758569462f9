// A virtual destructor that is an alias.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.cpp
struct base { virtual ~base(); int k; };
struct derived : base { ~derived(); };
base::~base() {}
extern "C" void a(base *p) { p->~base(); }
//--- b.cpp
struct base { virtual ~base(); int k; };
struct derived : base { ~derived(); };
int gone;
derived::~derived() { gone++; }
derived d;
extern "C" void b() { gone = 0; }
