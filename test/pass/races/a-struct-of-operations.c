// A struct of operations.
// RUN: %race %s %t
// EXPECT: a b conflict
int y;
struct ops { void (*open)(void); void (*close)(void); };
static void o(void) {} 
static void c(void) { y++; }
static const struct ops file_ops = {o, c};
struct file { const struct ops *ops; };
void init(struct file *f) { f->ops = &file_ops; }
void a(struct file *f) { f->ops->close(); }
void b(void) { y = 0; }
