# copse_embed(NAME FILE): compile FILE into libcopse as
#     extern const char copse_embedded_NAME[];      (NUL-terminated)
# Written as numbers: a string literal of this length is not ISO C.
function(copse_embed name file)
  set(input ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.c)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${input})
  file(READ ${input} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"extern const char copse_embedded_@name@[];\nconst char copse_embedded_@name@[] = {@bytes@0};\n")
  target_sources(copse PRIVATE ${output})
endfunction()
