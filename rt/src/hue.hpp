//===- hue.hpp - The hue and color policy -----------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The scheduling of the poster, as a coarser matrix for the same admission machine. A
// color is one context an invocation: the key of the closure that its row writes through
// most. Where rows may also meet through another key, the machine of the poster cannot
// tell instances apart, and that counts as bit 0. A hue is a connected component of bit-0
// conflicts. A queue for each hue feeds a queue for each color, and a hue has one pending
// invocation in the color queues at any time: so a hue's invocations run one after the
// other, which is bit 0 between all its rows, and a color's too.
//
// One difference: an invocation keeps its place in its color's queue while it waits in its
// hue's. In the poster one of no hue may overtake it there, against the order of arrival.
//
// Pure. What conflicts in the given program conflicts in the result.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_HUE_HPP
#define POLYCHROME_HUE_HPP

#include "pass/model/Program.h"

namespace polychrome {

model::Program hue_and_color(model::Program exact);

} // namespace polychrome

#endif // POLYCHROME_HUE_HPP
