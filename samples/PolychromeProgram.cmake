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

function(polychrome_program name)
  cmake_parse_arguments(arg "AUDITED" "DIR;ONLY" "SOURCES;FLAGS" ${ARGN})
  polychrome_toolchain_files(toolchain_files)
  set(kinds plain polychrome)
  if(arg_ONLY)
    set(kinds ${arg_ONLY})
  endif()
  if(arg_AUDITED)
    list(APPEND kinds audited)
  endif()
  list(GET arg_SOURCES 0 first)
  set(compiler ${CMAKE_CXX_COMPILER})
  set(wrapper ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/polychrome-clang++)
  if(first MATCHES "\\.c$")
    set(compiler ${CMAKE_C_COMPILER})
    set(wrapper ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/polychrome-clang)
  endif()

  foreach(kind ${kinds})
    set(driver ${compiler})
    set(toolchain "")
    if(kind STREQUAL "polychrome")
      set(driver ${wrapper})
      set(toolchain ${toolchain_files})
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
        COMMAND ${driver} -O2 ${arg_FLAGS} -MD -MF ${object}.d -c ${source} -o ${object}
        DEPENDS ${source} ${toolchain}
        DEPFILE ${object}.d
        COMMENT "${arg_DIR}: compiling ${stem} (${kind})" VERBATIM)
      list(APPEND objects ${object})
    endforeach()
    add_custom_command(OUTPUT ${folder}/${name}
      COMMAND ${driver} ${objects} -pthread -o ${folder}/${name}
      DEPENDS ${objects} ${toolchain}
      COMMENT "${arg_DIR}: linking ${name} (${kind})" VERBATIM)
    string(MAKE_C_IDENTIFIER "${arg_DIR}_${name}_${kind}" target)
    add_custom_target(${target} ALL DEPENDS ${folder}/${name})
  endforeach()
endfunction()
