# Target `docs`: the pages as a site in build/site/html, where mkdocs is installed; the header's reference where doxygen is.
find_program(MKDOCS mkdocs)
find_program(DOXYGEN doxygen)
if(NOT MKDOCS)
  return()
endif()

set(COPSE_SITE ${PROJECT_BINARY_DIR}/site)
set(reference "")
if(DOXYGEN)
  set(COPSE_SITE_API "      - From C: api/index.html")
  configure_file(${CMAKE_CURRENT_LIST_DIR}/Doxyfile.in ${COPSE_SITE}/Doxyfile @ONLY)
  set(reference COMMAND ${DOXYGEN} ${COPSE_SITE}/Doxyfile)
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/mkdocs.yml.in ${COPSE_SITE}/mkdocs.yml @ONLY)

add_custom_target(docs
  COMMAND ${CMAKE_COMMAND} -DFROM=${PROJECT_SOURCE_DIR} -DTO=${COPSE_SITE}/stage -P ${CMAKE_CURRENT_LIST_DIR}/stage.cmake
  ${reference}
  COMMAND ${MKDOCS} build --quiet --strict --clean --config-file ${COPSE_SITE}/mkdocs.yml
  COMMENT "The pages as a site: ${COPSE_SITE}/html/index.html"
  VERBATIM)
