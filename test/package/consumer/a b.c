/* A name with a space, and a second language. */
int answer(void) { return 42; }
