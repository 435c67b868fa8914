# What other people's schemas and parsers say of what is rendered: one program writes the
# samples, each reader judges its share.
find_program(NODE node)

add_executable(render_samples ${CMAKE_CURRENT_LIST_DIR}/samples.c)
target_include_directories(render_samples PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(render_samples PRIVATE jalon_render)

set(samples ${CMAKE_BINARY_DIR}/render_samples.d)
file(MAKE_DIRECTORY ${samples})
add_test(NAME render.samples COMMAND render_samples ${samples})
set_tests_properties(render.samples PROPERTIES
    FIXTURES_SETUP render_samples ENVIRONMENT "${TEST_ENVIRONMENT}")

add_test(NAME render.mail
    COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/mail.py ${samples})
add_test(NAME render.webhooks
    COMMAND ${NODE} ${CMAKE_CURRENT_LIST_DIR}/webhooks.mjs ${samples})
set_tests_properties(render.mail render.webhooks PROPERTIES
    FIXTURES_REQUIRED render_samples SKIP_RETURN_CODE 77)
