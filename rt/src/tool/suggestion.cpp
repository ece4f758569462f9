//===- tool/suggestion.cpp - What would remove a conflict -----------------===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/suggestion.hpp"

#include "tool/subject.hpp"
#include "tool/usage.hpp"

#include <algorithm>

namespace polychrome::tool {
namespace {

using kind = model::Region::Kind;

suggestion for_counter(const std::string &name, const usage &use) {
  std::string text = "if " + name +
                     " is only ever added to, make it a polychrome::counter (or mark it " +
                     "[[polychrome::commutes]]): adding commutes";
  if (!use.readers.empty())
    text += " (reading it still waits for the others)";
  return {remedy::counter, text};
}

suggestion for_output(const model::HandlerEffect &effect) {
  std::string text = "print with polychrome::log() (<polychrome/log.hpp>): its lines commute";
  // stdio alone may be a file as well.
  if (effect.Where.What == kind::Resource && bare(effect.Text) == "stdio")
    text += "; what is written to another file, one handler of its own should write";
  return {remedy::log, text};
}

/// Known by what it does to a handler: that one stays on its thread.
bool is_thread_local(const model::Program &program, const std::string &variable) {
  return std::any_of(program.Rows.begin(), program.Rows.end(), [&](const model::Row &row) {
    return row.Pinned && row.Why.find("thread_local") != std::string::npos &&
           row.Why.ends_with(" " + variable);
  });
}

suggestion for_thread_local(const std::string &name) {
  return {remedy::unpin, "make " + name +
                             " a member of the session, or a local variable, instead of the " +
                             "thread's: then its handlers may run on any thread"};
}

bool is_container(const model::Program &program, const model::HandlerEffect &variable) {
  const auto contents_of_it = [&](const model::HandlerEffect &effect) {
    return effect.Where.Owned && effect.Where.What == kind::Global &&
           variable_of(effect.Text) == variable_of(variable.Text);
  };
  return std::any_of(program.Rows.begin(), program.Rows.end(), [&](const model::Row &row) {
    return std::any_of(row.Effects.begin(), row.Effects.end(), contents_of_it);
  });
}

suggestion for_global(const model::Program &program, const model::HandlerEffect &effect) {
  const std::string name = "`" + variable_of(effect.Text) + "`";
  if (is_thread_local(program, variable_of(effect.Text)))
    return for_thread_local(name);
  const model::Effect &access = effect.What;
  const usage use = usage_of(program, effect);
  if (use.counts())
    return for_counter(name, use);
  // Whether a function-local static has been initialised.
  if (constexpr std::string_view guard = "guard variable for ";
      variable_of(effect.Text).starts_with(guard))
    return {remedy::constant,
            "make `" + variable_of(effect.Text).substr(guard.size()) +
                "` a variable outside of functions, which is initialised before the loop runs"};
  const bool indexed = access.Where.Span != 0 || access.Where.Offset == model::UnknownOffset;
  if (use.writers.empty())
    return {
        remedy::constant,
        "no handler writes " + name +
            ": make it constexpr, or const with a constant initializer, so that it can be seen"};
  if (use.writers.size() == 1 && !use.readers.empty() && !indexed)
    return {remedy::constant,
            "if " + name +
                " is settled at the start, set it before the loop runs and make it const: " +
                "then handlers only read it"};
  if (indexed || is_container(program, effect))
    return {remedy::shard, "split " + name +
                               " into parts, each an object that a closure points to: " +
                               "then only handlers of one part wait for each other"};
  if (use.by_contexts)
    return {remedy::session,
            "make " + name + " a member of the session: one for each instead of one for all"};
  return {remedy::key,
          "put " + name +
              " into an object that the closure points to, one for each client or part"};
}

suggestion for_resource(const model::HandlerEffect &effect) {
  const std::string name = bare(effect.Text);
  if (name == "rand")
    return {remedy::session,
            "use a generator that is a member of the session (std::minstd_rand) instead of the one "
            "for all"};
  if (name == "fd" || name == "filesystem")
    return {remedy::own_handler,
            "open, read and write files in a handler of its own that the others post to: then "
            "only that one waits for others that do"};
  return {remedy::own_handler, "collect what goes to " + name +
                                   " in the session, and let one handler of its own do " +
                                   "nothing but pass it on"};
}

suggestion for_any(const model::Program &program, const model::HandlerEffect &effect) {
  const std::string name = variable_of(effect.Text);
  const bool known = !effect.What.Object.empty() && !is_obscure(effect);
  if (known)
    if (const usage use = usage_of(program, effect); use.counts())
      return for_counter("`" + name + "`", use);
  return {remedy::key, "reach " + (known ? name : std::string("it")) +
                           " by a pointer that the handler's closure holds " +
                           "(capture the object itself), so that instances can be told apart"};
}

/// Keys tell objects apart, but not what may be an element of a container's from what is none.
suggestion for_nested() {
  return {remedy::key,
          "keep it in an object of its own that the closure points to, not in an element of a "
          "container: whether one lies inside the other cannot be told"};
}

bool contains(const std::string &text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

} // namespace

suggestion suggest(const model::Program &program, const model::HandlerEffect &subject) {
  if (is_output(subject))
    return for_output(subject);
  switch (subject.Where.What) {
  case kind::Unknown:
    return suggest_alone(subject.What.Note);
  case kind::Resource:
    return for_resource(subject);
  case kind::Global:
    return for_global(program, subject);
  case kind::Any:
    return for_any(program, subject);
  case kind::Context:
  case kind::Private:
    break;
  }
  return for_nested();
}

suggestion suggest(const model::Program &program, std::uint32_t a, std::uint32_t b,
                   const model::Reason &reason) {
  if (reason.Context)
    return {remedy::nothing, "nothing to do: handlers of different sessions run together"};
  return suggest(program,
                 subject_of(program.Rows[a].Effects[reason.A], program.Rows[b].Effects[reason.B]));
}

suggestion suggest_alone(const std::string &why) {
  if (contains(why, "of which nothing is known"))
    return {remedy::describe,
            "compile that function's source with polychrome-clang++, or say what it does in a "
            "models file (--polychrome-models=FILE)"};
  if (contains(why, "a unit that took no part"))
    return {remedy::compile,
            "compile every unit with polychrome-clang++ and link with it: then all overrides are "
            "known"};
  if (contains(why, "access through a pointer"))
    return {remedy::reach,
            "reach the object from what the closure holds (capture it, or a pointer to it), not by "
            "a pointer made of an integer or returned by a function that is not seen; if a "
            "library does that, post the part that calls it as a handler of its own"};
  if (contains(why, "calls through a pointer"))
    return {remedy::describe,
            "call the function by its name, or a lambda instead of a std::function or std::bind, "
            "so that the target can be seen"};
  if (contains(why, "too complex") || contains(why, "recurses"))
    return {remedy::split,
            "do less in one handler: post the part that is large or rare as another one"};
  if (contains(why, "the thread_local variable "))
    return for_thread_local("`" + why.substr(why.rfind(' ') + 1) + "`");
  if (contains(why, "thread_local"))
    return for_thread_local("it");
  return {remedy::own_handler,
          "post the part that does this as a handler of its own, so that only that one runs alone"};
}

} // namespace polychrome::tool
