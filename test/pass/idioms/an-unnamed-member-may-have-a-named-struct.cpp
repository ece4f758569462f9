// An unnamed struct of scalars in a class is no storage for objects of other types; a struct
// with a name that lies in it is found by those who have a pointer to that.
// RUN: %listing | FileCheck %s
#include <polychrome/polychrome.h>

struct inner {
  int n;
};
struct room {
  long id;
  struct {
    inner first;
    int members;
  } all;
  struct {
    int members;
  } some;
};
struct connection {
  room *where;
};
extern "C" POLYCHROME_HANDLER void through_the_room(connection *c) { c->where->all.first.n++; }
extern "C" POLYCHROME_HANDLER void by_itself(inner *i) { i->n++; }
extern "C" POLYCHROME_HANDLER void of_scalars(connection *c) { c->where->some.members++; }
// CHECK-DAG: cell through_the_room | by_itself = {{[01]}}1
// CHECK-NOT: cell of_scalars | by_itself = {{[01]}}1
// CHECK-NOT: cell by_itself | of_scalars = {{[01]}}1
