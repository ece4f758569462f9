# Flags for our own code: warnings are errors. Nothing here reaches user code.
add_library(polychrome_options INTERFACE)
target_compile_options(polychrome_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wno-unused-parameter -Werror)
target_include_directories(polychrome_options INTERFACE
  ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/rt/include)
if(POLYCHROME_SANITIZE)
  # Programs in C, which link the library, have no runtime for the checks of C++ types.
  target_compile_options(polychrome_options INTERFACE -fsanitize=${POLYCHROME_SANITIZE}
    -fno-sanitize=vptr)
  target_link_options(polychrome_options INTERFACE -fsanitize=${POLYCHROME_SANITIZE})
endif()
