# What must be survived: crashes, broken disks, and the life under a service manager.
set(FAULTS ${CMAKE_CURRENT_SOURCE_DIR}/faults)

# jalon_fault_test(NAME [ARGUMENT...]): the short run of a campaign.
function(jalon_fault_test name)
    add_test(NAME faults.${name}
        COMMAND ${FAULTS}/${name}.py $<TARGET_FILE_DIR:jalond> ${ARGN})
    set_tests_properties(faults.${name} PROPERTIES
        LABELS "faults;once" SKIP_RETURN_CODE 77 TIMEOUT 180 ENVIRONMENT "${TEST_ENVIRONMENT}")
endfunction()

jalon_fault_test(kill)
jalon_fault_test(replaced)
jalon_fault_test(full)
jalon_fault_test(locked)
jalon_fault_test(two)
jalon_fault_test(flipped)
jalon_fault_test(dying)
jalon_fault_test(syscalls)
jalon_fault_test(errors)
jalon_fault_test(memory)
jalon_fault_test(recovery)
jalon_fault_test(restored)
jalon_fault_test(stop)
# At random moments, which the programs as shipped pass through at another pace.
set_tests_properties(faults.kill PROPERTIES LABELS faults)

# It times answers: another test beside it would be what it measures.
set_tests_properties(faults.locked PROPERTIES RUN_SERIAL ON)

# It stands between a program and the allocator, a sanitizer's too, and has none itself.
add_library(faults.memory MODULE ${FAULTS}/memory.c)
set_target_properties(faults.memory PROPERTIES
    PREFIX "" C_VISIBILITY_PRESET default)
target_compile_options(faults.memory PRIVATE -fno-sanitize=all)
target_link_options(faults.memory PRIVATE -fno-sanitize=all)

add_executable(faults.power ${FAULTS}/power.c ${FAULTS}/recorder.c)
target_link_libraries(faults.power PRIVATE jalon_store)
add_test(NAME faults.power COMMAND faults.power)
set_tests_properties(faults.power PROPERTIES
    LABELS faults TIMEOUT 180 ENVIRONMENT "${TEST_ENVIRONMENT}")

# The unit allows what the program as shipped needs, and not what a sanitizer does.
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" AND NOT JALON_SANITIZE)
    add_test(NAME faults.systemd COMMAND ${FAULTS}/systemd.sh ${CMAKE_BINARY_DIR})
    set_tests_properties(faults.systemd PROPERTIES
        LABELS faults SKIP_RETURN_CODE 77 TIMEOUT 120)
endif()
