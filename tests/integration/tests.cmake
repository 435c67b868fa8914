# The daemon and the tool as others see them: started for real, spoken to from outside.

# jalon_integration_test(NAME COMMAND...)
function(jalon_integration_test name)
    add_test(NAME integration.${name} COMMAND ${ARGN})
    set_tests_properties(integration.${name} PROPERTIES
        LABELS integration SKIP_RETURN_CODE 77 TIMEOUT 120 ENVIRONMENT "${TEST_ENVIRONMENT}")
endfunction()

set(INTEGRATION ${CMAKE_CURRENT_SOURCE_DIR}/integration)
jalon_integration_test(feed_clients
    ${INTEGRATION}/feed_clients.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(demo ${INTEGRATION}/demo.sh $<TARGET_FILE_DIR:jalond>)
