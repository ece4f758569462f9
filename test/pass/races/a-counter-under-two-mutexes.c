// A counter under two mutexes.
// RUN: %race %s %t
// EXPECT: a b conflict
#include <pthread.h>
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER, n = PTHREAD_MUTEX_INITIALIZER; int g;
void a(void) { pthread_mutex_lock(&m); g++; pthread_mutex_unlock(&m); }
void b(void) { pthread_mutex_lock(&n); g++; pthread_mutex_unlock(&n); }
