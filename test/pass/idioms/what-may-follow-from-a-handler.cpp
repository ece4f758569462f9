// What a handler may hand to the loop, with which keys, and what may follow from that: the
// order strict lets a block go first only past lineages that it cannot meet.
// RUN: %listing | FileCheck %s
#include <polychrome/polychrome.hpp>

struct session {
  long n;
  long m;
  session *next;
};
long hits;
void (*chosen)(session *);
void elsewhere(session *s);

// CHECK-LABEL: lineage leaf: nothing
POLYCHROME_HANDLER void leaf(session *s) { ++s->n; }
// CHECK-LABEL: lineage counts: nothing
POLYCHROME_HANDLER void counts(session *) { ++hits; }

// CHECK-LABEL: lineage itself: itself{{$}}
// CHECK-NEXT: claim of itself: writes closure[0]->0..8
POLYCHROME_HANDLER void itself(session *s) {
  ++s->n;
  polychrome::post(itself, s);
}

// CHECK-LABEL: lineage in_two_steps: leaf first{{$}}
// CHECK-NEXT: claim of leaf: writes closure[8]->0..8
POLYCHROME_HANDLER void first(session *s) { polychrome::post(leaf, s); }
POLYCHROME_HANDLER void in_two_steps(long, session *s) { polychrome::post(first, s); }

// CHECK-LABEL: lineage with_another_key: leaf (untraced){{$}}
POLYCHROME_HANDLER void with_another_key(session *s) { polychrome::post(leaf, s->next); }

// CHECK-LABEL: lineage of_two_kinds: leaf counts{{$}}
POLYCHROME_HANDLER void of_two_kinds(session *s) {
  polychrome::post(leaf, s);
  polychrome::post(counts, s);
}

// An object that is new has no claims that could meet others.
// CHECK-LABEL: lineage with_a_new_object: leaf{{$}}
// CHECK-NOT: claim
POLYCHROME_HANDLER void with_a_new_object(session *) { polychrome::post(leaf, new session()); }

// CHECK-LABEL: lineage whatever_is_chosen: anything
POLYCHROME_HANDLER void whatever_is_chosen(session *s) { polychrome::post(chosen, s); }

// CHECK-LABEL: lineage through_a_helper: itself{{$}}
// CHECK-NEXT: claim of itself: writes closure[0]->0..8
static void again(session *s) { polychrome::post(itself, s); }
POLYCHROME_HANDLER void through_a_helper(session *s) { again(s); }

// CHECK-LABEL: lineage of_a_member: leaf{{$}}
// CHECK-NEXT: claim of leaf: writes closure[0]->8..16
POLYCHROME_HANDLER void of_a_member(session *s) {
  polychrome::post(leaf, reinterpret_cast<session *>(&s->m));
}

// A key that the handler exchanges is not the one that dispatch has read.
// CHECK-LABEL: lineage one_of_two: leaf (untraced){{$}}
POLYCHROME_HANDLER void one_of_two(session *s, long which) {
  polychrome::post(leaf, which ? s : s->next);
}

// What runs alone may be followed by anything: so may who posts it.
// CHECK-LABEL: lineage posts_what_runs_alone: anything
POLYCHROME_HANDLER void runs_alone(session *s) { elsewhere(s); }
POLYCHROME_HANDLER void posts_what_runs_alone(session *s) { polychrome::post(runs_alone, s); }
