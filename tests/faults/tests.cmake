# What must be survived: crashes, and the life under a service manager.
set(FAULTS ${CMAKE_CURRENT_SOURCE_DIR}/faults)

add_test(NAME faults.kill COMMAND ${FAULTS}/kill.py $<TARGET_FILE_DIR:jalond>)
set_tests_properties(faults.kill PROPERTIES
    LABELS faults SKIP_RETURN_CODE 77 TIMEOUT 180 ENVIRONMENT "${TEST_ENVIRONMENT}")

# The unit allows what the program as shipped needs, and not what a sanitizer does.
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" AND NOT JALON_SANITIZE)
    add_test(NAME faults.systemd COMMAND ${FAULTS}/systemd.sh ${CMAKE_BINARY_DIR})
    set_tests_properties(faults.systemd PROPERTIES
        LABELS faults SKIP_RETURN_CODE 77 TIMEOUT 120)
endif()
