# The API's description: in itself, and beside the daemon.
find_program(NODE node)

set(API ${CMAKE_CURRENT_SOURCE_DIR}/api)
add_test(NAME api.lint COMMAND ${API}/lint.sh)
if(NODE)
    add_test(NAME api.json COMMAND ${NODE} ${API}/json.mjs --check)
    add_test(NAME api.limits COMMAND ${NODE} ${API}/limits.mjs $<TARGET_FILE_DIR:jalond>)
    add_test(NAME api.walk COMMAND ${NODE} ${API}/walk.mjs $<TARGET_FILE_DIR:jalond>)
    set_tests_properties(api.json api.limits api.walk PROPERTIES
        SKIP_RETURN_CODE 77 TIMEOUT 120 ENVIRONMENT "${TEST_ENVIRONMENT}")
endif()
set_tests_properties(api.lint PROPERTIES SKIP_RETURN_CODE 77)
