# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""lit's configuration for the tests of the clang plugin.

%verify FILE [flags]: do the warnings and errors stand where the file's expected-...
comments say? %verify-c: as C. %fixits FILE [flags]: the fix-its in their parseable form, on stderr.
"""
import os

import lit.formats

config.name = "Polychrome clang plugin"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.polychrome_binary, "test", "clang-plugin")

binary = config.polychrome_binary
config.environment["PATH"] = os.pathsep.join(
    [os.path.join(binary, "bin"), config.llvm_tools, config.environment.get("PATH", "")])
for name in ("POLYCHROME", "POLYCHROME_CLANG"):
    config.environment.pop(name, None)

plugin = os.path.join(binary, "lib", "polychrome-clang-plugin.so")
include = os.path.join(config.polychrome_source, "rt", "include")
inputs = os.path.join(config.test_source_root, "Inputs")
# What stands in for Asio and the like is a library: no warnings from within.
common = (f"-fsyntax-only -ferror-limit=0 -fplugin={plugin} -isystem {include}"
          f" -isystem {inputs}")
clang = f"clang++ -std=c++23 {common}"
config.substitutions.append(("%python", config.python))
config.substitutions.append(("%plugin", plugin))
config.substitutions.append(("%include", include))
config.substitutions.append(("%source", config.polychrome_source))
config.substitutions.insert(0, ("%verify-c", f"clang {common} -Xclang -verify"))
config.substitutions.insert(1, ("%verify", clang + " -Xclang -verify"))
config.substitutions.insert(1, ("%fixits", clang + " -fdiagnostics-parseable-fixits"))
