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
jalon_integration_test(watchdog ${INTEGRATION}/watchdog.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(rehearsal ${INTEGRATION}/rehearsal.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(delivery ${INTEGRATION}/delivery.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(kept_connections
    ${INTEGRATION}/kept_connections.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(reminders
    ${INTEGRATION}/reminders.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(demo ${INTEGRATION}/demo.sh $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(icscheck ${INTEGRATION}/icscheck.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(tool ${INTEGRATION}/tool.py $<TARGET_FILE_DIR:jalon>)
jalon_integration_test(feed_names ${INTEGRATION}/feed_names.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(reconcile ${INTEGRATION}/reconcile.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(feed_stable ${INTEGRATION}/feed_stable.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(rules_reload ${INTEGRATION}/rules_reload.py $<TARGET_FILE_DIR:jalond>)
foreach(name api feeds wire crowd smuggling)
    jalon_integration_test(http_${name}
        ${INTEGRATION}/http_${name}.py $<TARGET_FILE_DIR:jalond>)
endforeach()

jalon_integration_test(proxy ${INTEGRATION}/proxy.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(web ${INTEGRATION}/web.py $<TARGET_FILE_DIR:jalond>)
jalon_integration_test(web_silence
    ${INTEGRATION}/web_silence.py $<TARGET_FILE_DIR:jalond>)

# It holds most of the descriptors that there are, and times answers.
set_tests_properties(integration.http_crowd PROPERTIES RUN_SERIAL ON)

# The courier beside real mail servers and webhook receivers, which it starts itself.
foreach(name ledger mail webhook stop names)
    set(target integration.courier.${name})
    add_executable(${target} ${INTEGRATION}/courier/${name}.c ${INTEGRATION}/courier/world.c)
    target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_compile_definitions(${target} PRIVATE SOURCE_ROOT="${CMAKE_SOURCE_DIR}")
    target_link_libraries(${target} PRIVATE jalon_courier PkgConfig::CMOCKA)
endforeach()
jalon_integration_test(courier.ledger integration.courier.ledger)
jalon_integration_test(courier.mail integration.courier.mail)
jalon_integration_test(courier.webhook integration.courier.webhook)
jalon_integration_test(courier.stop integration.courier.stop)
jalon_integration_test(courier.names
    ${INTEGRATION}/courier/names.sh $<TARGET_FILE:integration.courier.names>)
