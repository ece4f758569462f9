// A counter under a mutex.
// RUN: %race %s %t
// EXPECT: a a conflict
#include <pthread.h>
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER; int g;
void a(void) { pthread_mutex_lock(&m); g++; pthread_mutex_unlock(&m); }
