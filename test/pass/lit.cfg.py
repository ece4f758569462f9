# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""lit's configuration for the tests of the pass and the command.

RUN lines call tools by name: PATH begins with this build's polychrome-clang,
polychrome-clang++ and polychrome, then the tests' own helpers, then those of LLVM:
clang, opt, FileCheck and not.
"""
import os
import shutil

import lit.formats

config.name = "Polychrome"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".ll", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.polychrome_binary, "test", "pass")

binary = config.polychrome_binary
config.environment["PATH"] = os.pathsep.join(
    [os.path.join(binary, "bin"), os.path.join(binary, "test", "bin"), config.llvm_tools,
     config.environment.get("PATH", "")])
# What is not needed to build, only to look at what was built.
for program in ("chromium", "dot"):
    if shutil.which(program):
        config.available_features.add(program)

# The user's settings must not decide a test.
for name in ("POLYCHROME", "POLYCHROME_CLANG", "POLYCHROME_THREADS", "POLYCHROME_POLICY",
             "POLYCHROME_ORDER", "POLYCHROME_STATS", "POLYCHROME_TRACE"):
    config.environment.pop(name, None)

# Of LLVM, as POLYCHROME_LLVM chose it.
config.environment["LLVM_MAJOR"] = config.llvm_major
config.substitutions.append(("%llvm", config.llvm_major))
config.substitutions.append(("%pass", os.path.join(binary, "lib", "polychrome-pass.so")))
config.substitutions.append(("%polychrome_lib", os.path.join(binary, "lib")))
config.substitutions.append(("%include", os.path.join(config.polychrome_source, "rt", "include")))
config.substitutions.append(("%samples", os.path.join(config.polychrome_source, "samples")))
config.substitutions.append(("%inputs", os.path.join("%S", "Inputs")))
config.substitutions.append(("%python", config.python))
# %listing [flags]: the rows and cells of this file alone; %t is the IR in between.
config.substitutions.insert(0, ("%listing", "%python " + os.path.join(
    config.test_source_root, "listing.py") + " %pass %include %s %t.bc"))
# %race [--levels=...] %s %t [flags]: are the cells what the EXPECT lines say?
config.substitutions.insert(0, ("%race", "%python " + os.path.join(
    config.test_source_root, "races", "race.py")))
# %mutants %s %t [--least N] [flags]: does the audit notice what the analysis forgets?
config.substitutions.insert(0, ("%mutants", "%python " + os.path.join(
    config.test_source_root, "audit", "Inputs", "mutants.py")))
