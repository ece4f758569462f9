# A program built twice from the same sources and flags: <build>/<dir>/plain/<name>
# with the plain compiler, and <build>/<dir>/polychrome/<name> as a user would, each
# source with our wrapper, then a link. The wrapper, its pass and the runtime are
# inputs: when they change, so does the program.
#
#   polychrome_program(<name> DIR <dir> SOURCES <file>... [FLAGS <flag>...]
#                      [ONLY plain|polychrome] [AUDITED])
#
# AUDITED: and a third time, <build>/<dir>/audited/<name>, with --polychrome=audit. All
# are part of `all`.
#
# In the trees of the presets `tsan` and `asan` the program that is built with Polychrome has
# the sanitizer too, but for UndefinedBehaviorSanitizer; there is no audited one.

# What programs depend on: the wrapper and all that it brings. A function, because a
# variable of this file would not be seen from other folders.
function(polychrome_toolchain_files into)
  set(${into}
    ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/polychrome-clang
    ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/polychrome-clang++
    ${CMAKE_BINARY_DIR}/polychrome-wrappers.stamp
    ${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/polychrome-link-record
    ${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/polychrome-pass.so
    ${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/libpolychrome.so
    PARENT_SCOPE)
endfunction()

# How a program is built with Polychrome: the folder of the wrapper, what the program depends
# on, and options for the compiler and the linker. The pass cannot be loaded into a compiler
# without the sanitizer that it was built with, so under one it is the wrapper of the release
# tree. Without one the folder is empty, and there is no such program.
# UndefinedBehaviorSanitizer is for our own code only. It puts its calls and branches into the
# IR that the pass reads, of which the handlers then consist too: another program, whose
# handlers run alone. The others instrument what the pass has left behind.
function(polychrome_user_build folder inputs compile link)
  polychrome_toolchain_files(files)
  set(${folder} ${CMAKE_RUNTIME_OUTPUT_DIRECTORY} PARENT_SCOPE)
  set(${inputs} ${files} PARENT_SCOPE)
  set(${compile} "" PARENT_SCOPE)
  set(${link} "" PARENT_SCOPE)
  if(NOT POLYCHROME_SANITIZE)
    return()
  endif()
  set(release ${PROJECT_SOURCE_DIR}/build/release/bin)
  set(${folder} ${release} PARENT_SCOPE)
  set(${inputs} ${release}/polychrome-clang++ $<TARGET_FILE:polychrome> PARENT_SCOPE)
  string(REPLACE "," ";" sanitizers ${POLYCHROME_SANITIZE})
  list(REMOVE_ITEM sanitizers undefined)
  list(JOIN sanitizers "," sanitizers)
  set(${compile} -fsanitize=${sanitizers} PARENT_SCOPE)
  # The runtime's library takes what it needs of the sanitizers from the program.
  set(${link} -fsanitize=${sanitizers} -L${CMAKE_LIBRARY_OUTPUT_DIRECTORY}
    -Wl,-rpath,${CMAKE_LIBRARY_OUTPUT_DIRECTORY} PARENT_SCOPE)
  if(NOT EXISTS ${release}/polychrome-clang++)
    message(STATUS "No programs are built with Polychrome here: build preset release first")
    set(${folder} "" PARENT_SCOPE)
  endif()
endfunction()

function(polychrome_program name)
  cmake_parse_arguments(arg "AUDITED" "DIR;ONLY" "SOURCES;FLAGS" ${ARGN})
  polychrome_user_build(wrapper_dir toolchain_files sanitize sanitize_link)
  set(kinds plain polychrome)
  if(arg_ONLY)
    set(kinds ${arg_ONLY})
  endif()
  if(arg_AUDITED AND NOT POLYCHROME_SANITIZE)
    list(APPEND kinds audited)
  endif()
  if(NOT wrapper_dir)
    list(REMOVE_ITEM kinds polychrome)
  endif()
  list(GET arg_SOURCES 0 first)
  set(compiler ${CMAKE_CXX_COMPILER})
  set(wrapper ${wrapper_dir}/polychrome-clang++)
  if(first MATCHES "\\.c$")
    set(compiler ${CMAKE_C_COMPILER})
    set(wrapper ${wrapper_dir}/polychrome-clang)
  endif()

  foreach(kind ${kinds})
    set(driver ${compiler})
    set(toolchain "")
    set(compile "")
    set(link "")
    if(kind STREQUAL "polychrome")
      set(driver ${wrapper})
      set(toolchain ${toolchain_files})
      set(compile ${sanitize})
      set(link ${sanitize_link})
    elseif(kind STREQUAL "audited")
      set(driver ${wrapper} --polychrome=audit)
      set(toolchain ${toolchain_files} ${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/libpolychrome-audit.so)
    endif()
    set(folder ${CMAKE_BINARY_DIR}/${arg_DIR}/${kind})
    file(MAKE_DIRECTORY ${folder})
    set(objects "")
    foreach(source ${arg_SOURCES})
      get_filename_component(stem ${source} NAME_WE)
      set(object ${folder}/${name}.${stem}.o)
      add_custom_command(OUTPUT ${object}
        COMMAND ${driver} -O2 ${arg_FLAGS} ${compile} -MD -MF ${object}.d -c ${source} -o ${object}
        DEPENDS ${source} ${toolchain}
        DEPFILE ${object}.d
        COMMENT "${arg_DIR}: compiling ${stem} (${kind})" VERBATIM)
      list(APPEND objects ${object})
    endforeach()
    add_custom_command(OUTPUT ${folder}/${name}
      COMMAND ${driver} ${objects} ${link} -pthread -o ${folder}/${name}
      DEPENDS ${objects} ${toolchain}
      COMMENT "${arg_DIR}: linking ${name} (${kind})" VERBATIM)
    string(MAKE_C_IDENTIFIER "${arg_DIR}_${name}_${kind}" target)
    add_custom_target(${target} ALL DEPENDS ${folder}/${name})
  endforeach()
endfunction()
