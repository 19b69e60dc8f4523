# `cmake --preset package`, `cmake --build --preset package`, then `cpack` in build-package: a .deb for machines without a
# compiler. Debian wants the changelog compressed, the licence told in a form of its own, and the linker's cache renewed.
set(COPSE_CHANGELOG ${PROJECT_BINARY_DIR}/changelog.gz)
add_custom_command(OUTPUT ${COPSE_CHANGELOG}
  COMMAND sh -c "gzip -9n <'${PROJECT_SOURCE_DIR}/CHANGELOG.md' >'${COPSE_CHANGELOG}'"
  DEPENDS ${PROJECT_SOURCE_DIR}/CHANGELOG.md VERBATIM)
add_custom_target(copse-changelog ALL DEPENDS ${COPSE_CHANGELOG})
install(FILES ${COPSE_CHANGELOG} ${CMAKE_CURRENT_LIST_DIR}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME copse)
set(CPACK_PACKAGE_CONTACT "Copse maintainers <maintainers@copse.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "questions about communities of practice, answered")
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)       # what it needs is read off the program,
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON) # and what needs its library can be told so
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS xlsx2csv)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/triggers)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Copse tells a person which community of practice (CoP) to join and why,
picks the experts that should found a new one, shows an organisation's
knowledge network, and finds the teams that are isolated and the tie that
would mend it. It works from CSV and Excel exports, on one machine, without
a server.")
include(CPack)
