# How tests are registered: every test has a label and a timeout.
find_package(Catch2 2.13 REQUIRED)
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
include(Catch)
include(CheckCXXCompilerFlag)

# Catch's macros count; newer clangs call that an extension, at the place of use.
check_cxx_compiler_flag(-Wc2y-extensions POLYCHROME_WARNS_OF_C2Y)
if(POLYCHROME_WARNS_OF_C2Y)
  set_property(TARGET Catch2::Catch2 APPEND PROPERTY INTERFACE_COMPILE_OPTIONS -Wno-c2y-extensions)
endif()

# All that the tests of labels unit and lit need.
add_custom_target(unit_and_lit)

# How long a test may take, in seconds. Under a sanitizer what only computes takes many times as
# long as without.
set(unit_timeout 60)
if(POLYCHROME_SANITIZE)
  set(unit_timeout 600)
endif()

# A Catch2 executable; each of its test cases is a test of its own, called
# "<name>: <sentence>".
function(polychrome_unit_test name)
  add_executable(${name} ${ARGN})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/test/bin)
  target_link_libraries(${name} PRIVATE polychrome_options Catch2::Catch2WithMain)
  add_dependencies(unit_and_lit ${name})
  catch_discover_tests(${name} TEST_PREFIX "${name}: " PROPERTIES LABELS unit TIMEOUT ${unit_timeout})
endfunction()

# The lit tests in the current source directory's folder <name>, as one test.
# scripts/count-results finds their individual results by the test's name.
# Debian's packages of LLVM differ in where they keep it.
find_file(POLYCHROME_LIT NAMES build/utils/lit/lit.py bin/lit PATHS ${LLVM_LIBRARY_DIR}/..
  NO_DEFAULT_PATH REQUIRED)
function(polychrome_lit_suite name)
  file(RELATIVE_PATH suite ${PROJECT_SOURCE_DIR}/test ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  string(REPLACE "/" "-" file ${suite})
  file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${name} ${PROJECT_BINARY_DIR}/test/results)
  add_test(NAME "lit: ${suite}" COMMAND Python3::Interpreter ${POLYCHROME_LIT} -sv --no-progress-bar
    -j 2 --output ${PROJECT_BINARY_DIR}/test/results/lit-${file}.json
    ${CMAKE_CURRENT_BINARY_DIR}/${name})
  set_tests_properties("lit: ${suite}" PROPERTIES LABELS lit TIMEOUT 600)
endfunction()
