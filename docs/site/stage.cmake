# The pages in the layout that their links expect: cmake -DFROM=… -DTO=… -P stage.cmake
file(REMOVE_RECURSE ${TO})
file(COPY ${FROM}/README.md ${FROM}/CHANGELOG.md ${FROM}/CONTRIBUTING.md ${FROM}/LICENSE DESTINATION ${TO})
file(COPY ${FROM}/docs DESTINATION ${TO} PATTERN site EXCLUDE)
file(COPY ${FROM}/datasets ${FROM}/notebooks ${FROM}/tests DESTINATION ${TO}
     FILES_MATCHING PATTERN README.md PATTERN *.ipynb PATTERN node_modules EXCLUDE PATTERN fixtures EXCLUDE)
