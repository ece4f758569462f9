# Boost.Asio's own example servers, compiled where their package puts them and
# unmodified: nobody here wrote them.
find_path(POLYCHROME_ASIO_EXAMPLES echo/async_tcp_echo_server.cpp
  HINTS /usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp11
  DOC "The folder cpp11 of Boost.Asio's examples")
if(NOT POLYCHROME_ASIO_EXAMPLES)
  message(FATAL_ERROR "Boost.Asio's examples are not there: run scripts/install-deps "
    "(package libboost1.81-doc), or set POLYCHROME_ASIO_EXAMPLES to their folder cpp11")
endif()

polychrome_program(echo_server DIR examples AUDITED FLAGS -std=c++11
  SOURCES ${POLYCHROME_ASIO_EXAMPLES}/echo/async_tcp_echo_server.cpp)
polychrome_program(chat_server DIR examples AUDITED FLAGS -std=c++11
  SOURCES ${POLYCHROME_ASIO_EXAMPLES}/chat/chat_server.cpp)
file(GLOB http_sources ${POLYCHROME_ASIO_EXAMPLES}/http/server/*.cpp)
polychrome_program(http_server DIR examples AUDITED FLAGS -std=c++11 SOURCES ${http_sources})
set(http_unit ${CMAKE_CURRENT_BINARY_DIR}/http_server_in_one_unit.cpp)
list(TRANSFORM http_sources REPLACE "(.+)" "#include \"\\1\"\n" OUTPUT_VARIABLE http_includes)
string(CONCAT http_includes ${http_includes})
file(CONFIGURE OUTPUT ${http_unit} CONTENT "@http_includes@" @ONLY)
polychrome_program(http_server_in_one_unit DIR examples FLAGS -std=c++11 SOURCES ${http_unit})

polychrome_program(coroutine_echo_server DIR examples FLAGS -std=c++20
  SOURCES ${POLYCHROME_ASIO_EXAMPLES}/../cpp20/coroutines/echo_server.cpp)
polychrome_program(coroutine_tuple_server DIR examples AUDITED FLAGS -std=c++20
  SOURCES ${POLYCHROME_ASIO_EXAMPLES}/../cpp20/coroutines/echo_server_with_as_tuple_default.cpp)
