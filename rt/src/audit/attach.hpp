//===- audit/attach.hpp - Is this runtime the audited one? -------*- C++ -*-===//
//
// Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The seam between the runtime and the audit. libpolychrome.so has absent.cpp behind it,
// libpolychrome-audit.so, which is otherwise the same library, the auditor.
//
//===----------------------------------------------------------------------===//

#ifndef POLYCHROME_AUDIT_ATTACH_HPP
#define POLYCHROME_AUDIT_ATTACH_HPP

#include "rt/src/dispatch.hpp"
#include "rt/src/observer.hpp"

namespace polychrome::audit {

/// This process is audited: it runs on one thread, watched by the auditor.
bool attached();

/// Makes the auditor. Once, before the first domain; the table outlives the process.
observer *start(const dispatch_table &table);

/// Prints what was found and, if that is a violation, ends the process with exit code 3.
void finish();

/// The auditor is at work on this thread: what a signal asks for has to wait. Then the
/// signal is raised again when it is done.
bool busy(int signal);

} // namespace polychrome::audit

#endif // POLYCHROME_AUDIT_ATTACH_HPP
