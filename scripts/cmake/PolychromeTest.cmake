# How tests are registered: every test has a label and a timeout.
find_package(Catch2 2.13 REQUIRED)
include(Catch)

# A Catch2 executable; each of its test cases is a test of its own, called
# "<name>: <sentence>".
function(polychrome_unit_test name)
  add_executable(${name} ${ARGN})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/test/bin)
  target_link_libraries(${name} PRIVATE polychrome_options Catch2::Catch2WithMain)
  catch_discover_tests(${name} TEST_PREFIX "${name}: " PROPERTIES LABELS unit TIMEOUT 60)
endfunction()
