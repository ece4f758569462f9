# What is installed, and the Debian package. Everything finds everything else from
# where it is, so the whole may be moved.
#
#   bin/       polychrome, polychrome-clang, polychrome-clang++
#   lib/       libpolychrome.so, libpolychrome-audit.so; polychrome/: the pass and the helpers of a link;
#              cmake/Polychrome/, pkgconfig/
#   include/   polychrome/
#   share/doc/ the pages, with what they link to
include(CMakePackageConfigHelpers)

# Debian's own prefix has a folder for the architecture; elsewhere there is none, and
# one tree must do for both.
set(libdir ${CMAKE_INSTALL_LIBDIR})
set(private ${libdir}/polychrome)

install(TARGETS polychrome_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(PROGRAMS ${installed}/polychrome-clang ${installed}/polychrome-clang++
  DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS polychrome polychrome_audit LIBRARY DESTINATION ${libdir})
install(TARGETS polychrome_pass polychrome_clang_plugin LIBRARY DESTINATION ${private})
install(TARGETS polychrome_link_record RUNTIME DESTINATION ${private})
install(PROGRAMS ${PROJECT_SOURCE_DIR}/scripts/polychrome-link DESTINATION ${private})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/rt/include/polychrome
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
set(docs ${CMAKE_INSTALL_DATAROOTDIR}/doc/polychrome)
# In the tree's own layout: the pages link to each other, to the models and to the tutorial's programs.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${docs})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/samples/kv DESTINATION ${docs}/samples)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/pass/models DESTINATION ${docs}/pass
  FILES_MATCHING PATTERN *.txt PATTERN *.md)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/ARCHITECTURE.md
  ${PROJECT_SOURCE_DIR}/CONTRIBUTING.md ${PROJECT_SOURCE_DIR}/LICENSE
  DESTINATION ${docs})

set(POLYCHROME_PRIVATE_DIR ${private})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/PolychromeConfig.cmake.in
  ${PROJECT_BINARY_DIR}/PolychromeConfig.cmake
  INSTALL_DESTINATION ${libdir}/cmake/Polychrome
  PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR POLYCHROME_PRIVATE_DIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/PolychromeConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/PolychromeConfig.cmake
  ${PROJECT_BINARY_DIR}/PolychromeConfigVersion.cmake DESTINATION ${libdir}/cmake/Polychrome)

file(RELATIVE_PATH POLYCHROME_PC_PREFIX /${libdir}/pkgconfig /)
string(REGEX REPLACE "/$" "" POLYCHROME_PC_PREFIX "${POLYCHROME_PC_PREFIX}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/polychrome.pc.in ${PROJECT_BINARY_DIR}/polychrome.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/polychrome.pc DESTINATION ${libdir}/pkgconfig)

set(CPACK_PACKAGE_NAME polychrome)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Polychrome <polychrome@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "Runs the handlers of serial Boost.Asio servers on all cores")
set(CPACK_GENERATOR DEB)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
# The pass is loaded into clang and needs exactly its version.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "clang-${LLVM_VERSION_MAJOR}")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libboost1.81-dev")
find_program(POLYCHROME_SHLIBDEPS dpkg-shlibdeps)
if(POLYCHROME_SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
else()
  string(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS ", libllvm${LLVM_VERSION_MAJOR}, libstdc++6, libc6")
endif()
include(CPack)
