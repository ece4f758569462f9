//===- Placement.h - Where an effect is -------------------------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The kind of region that an effect's path leads to, by the path's loads: what is in the closure,
// behind one of its pointers, in a variable, or owned by a container there. Behind a pointer of
// the program's own that lies further away, only what a container owns is told from the rest:
// where one class alone has been seen around the container.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_MODEL_PLACEMENT_H
#define POLYCHROME_MODEL_PLACEMENT_H

#include "pass/model/ClosureSlots.h"
#include "pass/model/KeyObjects.h"
#include "pass/model/Program.h"
#include "pass/model/Types.h"

#include <optional>

namespace polychrome::model {

/// Of one handler's effects. What it refers to has to be complete when it is first asked.
class Placement {
public:
  Placement(const Types &Ts, const KeyObjects &Os, const ClosureSlots &Ss)
      : T(Ts), Objects(Os), Slots(Ss) {}

  Region of(const Effect &E) const;
  /// The effect on owned storage again, for what the container has of it in itself.
  HandlerEffect inPlace(const HandlerEffect &E) const;

private:
  const Types &T;
  const KeyObjects &Objects;
  const ClosureSlots &Slots;

  /// Bytes that a container has, counted from where the loads before it lead.
  struct Holder {
    KeyObjects::Object In;
    std::int64_t Lo;
    std::int64_t Hi;
  };
  std::optional<Holder> holderFurther(const Path &P) const;
  Region inContext(const Effect &E) const;
  Region further(const Path &P) const;
  Region inGlobal(const Effect &E) const;
};

} // namespace polychrome::model

#endif // POLYCHROME_MODEL_PLACEMENT_H
