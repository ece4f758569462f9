#include <polychrome/polychrome.h>

int size;

POLYCHROME_HANDLER void grow(int *unused) {
  /* größer, 数 */ size = 7 * size;
}
