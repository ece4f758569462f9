// An element of a global array by index and by pointer.
// RUN: %race %s %t
// EXPECT: by_pointer by_index conflict
// EXPECT: by_pointer by_two_indices conflict
// EXPECT: by_pointer in_a_member conflict
// EXPECT: by_pointer copied conflict
// EXPECT: by_pointer of_any_index conflict
// EXPECT: by_pointer another_field free
struct s { long a, b; };
struct holder { long z; struct s in[3]; };
struct s array[4], matrix[2][3];
struct holder whole;
void by_pointer(struct s *p) { p->a = 1; }
void by_index(void) { array[2].a = 5; }
void by_two_indices(void) { matrix[1][2].a = 5; }
void in_a_member(void) { whole.in[2].a = 5; }
void copied(struct s *from) { array[3] = *from; }
void of_any_index(long i) { array[i].a = 5; }
void another_field(void) { array[2].b = 5; }
