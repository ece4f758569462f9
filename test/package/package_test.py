# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The installed package, used as its users would.

    package_test.py STEP --build DIR --source DIR --work DIR [--generator G] [--prefix DIR]

Steps: install, cmake, wrapper, both, pkg-config, deb, ccache, clang-tidy, clangd, pages. All but install
and deb use what install has put into WORK/prefix.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

CLANG = ["-DCMAKE_C_COMPILER=clang-19", "-DCMAKE_CXX_COMPILER=clang++-19"]


def run(*command, **more):
    print("+", *command, flush=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("POLYCHROME", "CCACHE"))}
    environment.update(more.pop("env", {}))
    done = subprocess.run([str(c) for c in command], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env=environment, **more)
    print(done.stdout, flush=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed with {done.returncode}")
    return done.stdout


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def consumer(given, name):
    """A copy outside of the source tree, in a folder whose name has a space."""
    folder = fresh(given.work / f"{name} project")
    shutil.copytree(given.source / "test/package/consumer", folder / "src")
    return folder


def check_server(prefix, server):
    out = run(server, env={"POLYCHROME_STATS": "1", "POLYCHROME_THREADS": "2"})
    assert "42 " in out and "polychrome: invocations 4000" in out, "the server was not instrumented"
    matrix = json.loads(run(prefix / "bin/polychrome", "matrix", "--format=json", server))
    plain = [u["name"] for u in matrix["units"] if not u["instrumented"]]
    assert not plain, f"plain units: {plain}"
    assert "known to be whole" in run(prefix / "bin/polychrome", "doctor", server)
    (step,) = matrix["handlers"]
    assert "exclusive" not in step, step
    bits = {c["bits"] for c in matrix["cells"] if c["a"] == c["b"] == step["id"]}
    assert bits == {"10"}, bits


def configure(folder, generator, *flags):
    run("cmake", "-S", folder / "src", "-B", folder / "build", "-G", generator,
        "-DCMAKE_BUILD_TYPE=Release", *flags)
    run("cmake", "--build", folder / "build", "--verbose")


def cmake(given):
    folder = consumer(given, f"{given.step} {given.generator}")
    configure(folder, given.generator, *CLANG, f"-DCMAKE_PREFIX_PATH={given.prefix}")
    check_server(given.prefix, folder / "build/server")
    commands = (folder / "build/compile_commands.json").read_text()
    assert str(given.source / "rt") not in commands, "the source tree is used"


def wrappers(given):
    tools = given.prefix / "bin"
    return [f"-DCMAKE_C_COMPILER={tools}/polychrome-clang",
            f"-DCMAKE_CXX_COMPILER={tools}/polychrome-clang++"]


def wrapper(given):
    folder = consumer(given, "wrapper")
    configure(folder, given.generator, "-DWITHOUT_PACKAGE=ON", *wrappers(given))
    check_server(given.prefix, folder / "build/server")


def both(given):
    """polychrome_enable() where the wrapper compiles anyway: nothing is done twice."""
    folder = consumer(given, "both")
    configure(folder, given.generator, f"-DCMAKE_PREFIX_PATH={given.prefix}", *wrappers(given))
    check_server(given.prefix, folder / "build/server")
    commands = (folder / "build/compile_commands.json").read_text()
    assert "-fplugin" not in commands and "whole-program" not in commands, commands
    mixed = [*wrappers(given)[:1], *CLANG[1:], f"-DCMAKE_PREFIX_PATH={given.prefix}"]
    refused = subprocess.run(["cmake", "-S", folder / "src", "-B", folder / "mixed", *mixed],
                             text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert refused.returncode != 0 and "or for neither" in " ".join(refused.stdout.split()), refused


def pkg_config(given):
    folder = consumer(given, "pkgconfig")

    def ask(*what):
        return pkg_config_flags(given.prefix, *what)
    sources = [folder / "src/server.cpp", folder / "src/session.cpp"]
    run("clang-19", "-c", folder / "src/a b.c", "-o", folder / "ab.o")
    run("clang++-19", "-std=c++20", "-O2", *ask("--cflags"), *sources, folder / "ab.o",
        *ask("--libs"), "-pthread", "-o", folder / "server")
    out = run(folder / "server", env={"POLYCHROME_STATS": "1"})
    assert "polychrome: invocations 4000" in out
    assert run(ask("--variable=cxx")[0], "--version").count("clang version 19.")


def deb(given):
    folder = fresh(given.work / "deb")
    run("cpack", "-G", "DEB", "-B", folder, "--config", given.build / "CPackConfig.cmake")
    (package,) = folder.glob("*.deb")
    depends = run("dpkg-deb", "-f", package, "Depends")
    assert "clang-19" in depends and "libllvm19" in depends, depends
    run("dpkg-deb", "-x", package, folder / "root")
    given.prefix = folder / "root/usr"
    cmake(given)


def pkg_config_flags(prefix, *what):
    return run("pkg-config", *what, "polychrome",
               env={"PKG_CONFIG_PATH": str(prefix / "lib/pkgconfig")}).split()


def ccache(given):
    """A changed plugin is never answered from the cache, whichever way it is called: its
    content counts, and nothing else of it is touched."""
    folder = fresh(given.work / "ccache")
    prefix = folder / "prefix"
    shutil.copytree(given.prefix, prefix)
    source, models = folder / "a.c", folder / "models.txt"
    source.write_text("int a;\n")
    models.write_text("# none\n")
    private = prefix / "lib/polychrome"
    flags = [f"-fplugin={private}/{name}.so" for name in ("polychrome-pass", "polychrome-clang-plugin")]
    cache = {"CCACHE_DIR": str(folder / "cache")}

    def stats():
        return dict(line.split() for line in run("ccache", "--print-stats", env=cache).splitlines())

    def hits():
        return int(stats()["direct_cache_hit"]) + int(stats()["preprocessed_cache_hit"])

    def hit(mode, *compiler):
        before = hits()
        run("ccache", *compiler, "-c", source, "-o", folder / "a.o", env=cache | mode)
        return hits() > before
    wrapper = prefix / "bin/polychrome-clang"
    ways = {"the wrapper": [wrapper],
            "the wrapper with models": [wrapper, f"--polychrome-models={models}"],
            "flags": ["clang-19", *flags],
            "pkg-config": ["clang-19", *pkg_config_flags(prefix, "--cflags")]}
    modes = {"direct": {}, "preprocessed": {"CCACHE_NODIRECT": "1"}}
    calls = [(f"{name}, {mode}", [modes[mode], *way]) for name, way in ways.items() for mode in modes]
    for name, call in calls:
        hit(*call)
        assert hit(*call), f"{name}: the cache is not used at all"
    for changed in (private / "polychrome-pass.so", private / "polychrome-clang-plugin.so", models):
        mine = calls if changed != models else [c for c in calls if "models" in c[0]]
        for name, call in mine:
            run("ccache", "--clear", env=cache)
            assert not hit(*call) and hit(*call), f"{name}: the cache is not used at all"
            with changed.open("ab") as content:
                content.write(b"\n")
            assert not hit(*call), f"{name}: a stale object after {changed.name} has changed"


def builds_for_tools(given, name):
    """A build with polychrome_enable(), and one by the wrapper with options of its own."""
    enabled, wrapped = consumer(given, f"{name} enabled"), consumer(given, f"{name} wrapped")
    configure(enabled, given.generator, *CLANG, f"-DCMAKE_PREFIX_PATH={given.prefix}")
    configure(wrapped, given.generator, "-DWITHOUT_PACKAGE=ON", *wrappers(given),
              "-DCMAKE_CXX_FLAGS=-fplugin-arg-polychrome-audit")
    run(given.prefix / "bin/polychrome", "matrix", wrapped / "build/server")
    assert "-audit" in run("ldd", wrapped / "build/server"), "the wrapper's option is not obeyed"
    return enabled, wrapped


def clang_tidy(given):
    """As builds.md says: the plugin makes the attributes known, -I the headers."""
    plugin = pkg_config_flags(given.prefix, "--variable=clang_plugin")[0]
    include = pkg_config_flags(given.prefix, "--variable=includedir")[0]
    for folder in builds_for_tools(given, "tidy"):
        out = run("clang-tidy-19", "-p", folder / "build", f"--load={plugin}",
                  f"--extra-arg-before=-I{include}", "--checks=-*,bugprone-*,clang-diagnostic-*",
                  "--header-filter=.*", folder / "src/session.cpp")
        assert "error:" not in out and "unknown" not in out, out


def clangd(given):
    """What an editor shows: no error in a file that the build compiles."""
    for folder in builds_for_tools(given, "clangd"):
        out = run("clangd-19", f"--compile-commands-dir={folder / 'build'}",
                  f"--query-driver={given.prefix}/bin/polychrome-clang*",
                  f"--check={folder / 'src/session.cpp'}")
        assert "All checks completed, 0 errors" in out, out


def pages(given):
    """What the installed pages link to is installed, and the tutorial's first program builds."""
    root = given.prefix / "share/doc/polychrome"
    found = list(root.rglob("*.md"))
    assert root / "README.md" in found and root / "docs/tutorial.md" in found, found
    dead = [f"{page}: {link}" for page in found
            for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text())
            if (link.endswith(".md") or "/" in link) and "://" not in link
            and not (page.parent / link).exists()]
    assert not dead, dead
    run(given.prefix / "bin/polychrome-clang++", "-O2", root / "samples/kv/steps/step1.cpp",
        "-o", fresh(given.work / "pages") / "step1")


def install(given):
    run("cmake", "--install", given.build, "--prefix", fresh(given.work / "prefix"))


def main():
    steps = {"install": install, "cmake": cmake, "wrapper": wrapper, "both": both,
             "pkg-config": pkg_config, "deb": deb, "ccache": ccache, "clang-tidy": clang_tidy,
             "clangd": clangd, "pages": pages}
    arguments = argparse.ArgumentParser()
    arguments.add_argument("step", choices=steps)
    for folder in ("build", "source", "work"):
        arguments.add_argument("--" + folder, type=pathlib.Path, required=True)
    arguments.add_argument("--generator", default="Ninja")
    given = arguments.parse_args()
    given.prefix = given.work / "prefix"
    steps[given.step](given)


main()
