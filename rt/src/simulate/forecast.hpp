//===- simulate/forecast.hpp - What more workers would bring ----*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A recording replayed on so many workers, as text or as JSON. With W the work and C the
// critical path, no schedule on N workers is faster than W / min(N, W / C): the bound. Stamping
// is in neither: one worker stamps nothing ahead.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_SIMULATE_FORECAST_HPP
#define POLYCHROME_SIMULATE_FORECAST_HPP

#include "rt/src/simulate/scheduling_cost.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace polychrome::simulate {

struct forecast {
  struct line {
    unsigned workers = 0;
    std::uint64_t time = 0;
    double speedup = 0;
    double bound = 0;
  };
  struct part {
    std::string handler;
    std::uint64_t time = 0;
  };

  double slowdown = 1; ///< of an invocation beside another one
  scheduling_cost overhead;
  std::uint64_t work = 0;
  std::uint64_t critical_path = 0;
  std::vector<part> on_path; ///< longest first
  std::vector<line> lines;
};

forecast predict(const recording &of, const std::vector<unsigned> &workers,
                 scheduling_cost overhead = {});

std::string as_text(const recording &of, const forecast &f);
std::string as_json(const recording &of, const forecast &f);

} // namespace polychrome::simulate

#endif // POLYCHROME_SIMULATE_FORECAST_HPP
