// A static member of a template.
// RUN: %race %s %t
// EXPECT: a b conflict
//--- a.cpp
template <class T> struct holder { static int n; };
template <class T> int holder<T>::n;
extern "C" void a() { holder<int>::n = 1; }
//--- b.cpp
template <class T> struct holder { static int n; };
template <class T> int holder<T>::n;
extern "C" void b() { holder<int>::n = 2; }
