#include "session.hpp"

void session::step() { state_ = state_ * 6364136223846793005u + 1442695040888963407u; }
