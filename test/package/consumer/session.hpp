// A session that another unit's virtual call leads to.
#pragma once

#include <polychrome/polychrome.hpp>

struct base {
  virtual ~base() = default;
  virtual void step() = 0;
};

struct session : base {
  void step() override;
  unsigned long state_ = 1;
  [[polychrome::independent]] unsigned hint_ = 0;
};
